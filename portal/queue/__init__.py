"""The queue: separate lists, the order in each, and the act that enters a citizen (clause R-3, Law, article 74)."""
