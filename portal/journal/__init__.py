"""Who did what to what, and when. Rows are only ever added."""
