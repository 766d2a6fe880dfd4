"""One file for each check: a function that returns Accepted, Refused(code) or Indeterminate(code)."""
