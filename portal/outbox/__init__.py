"""Work to do after a commit: a task is stored in the same transaction, and done later at least once."""
