"""Builds application and worker from the settings: the one room that knows all others. Nothing runs at import."""
