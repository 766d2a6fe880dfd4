"""One class for every page: what is seen on it and done with it, found by role, name, test id, state and field id."""
