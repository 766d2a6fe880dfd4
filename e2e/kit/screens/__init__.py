"""Page objects, one class for every page. They find elements by role, name, test id, state and field id."""
