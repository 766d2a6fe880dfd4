"""What a test suite may do to a demonstration, over HTTP alone: move its time, look behind it, put it back."""
