"""The one place where everything is joined, as the settings say. Nothing happens at import."""
