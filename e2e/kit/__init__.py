"""Parts to write journeys with: a demonstration, people, keys, browser windows, and a page object for every page."""
