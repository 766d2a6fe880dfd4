"""What must happen after a commit: written in the same transaction, done later, at least once."""
