"""Who did what to what, and when. Rows are added and never changed."""
