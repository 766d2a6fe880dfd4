"""One class for every page: what can be seen on it and done with it. Found by role, name, test id, state and field id."""
