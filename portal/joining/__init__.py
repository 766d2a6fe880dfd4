"""Builds application and worker from the settings. Below the commands it is the one room that knows all others."""
