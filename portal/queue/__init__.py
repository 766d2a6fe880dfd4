"""The queue: separate lists, their order, and the act that enters a citizen (clause R-3; Law, article 74)."""
