"""What a journey is written with: a demonstration of its own, people, keys, windows, and a screen for every page."""
