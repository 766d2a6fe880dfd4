"""One file a check; each is a function that answers Accepted, Refused(code) or Indeterminate(code)."""
