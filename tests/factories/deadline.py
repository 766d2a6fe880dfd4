"""How long a test waits for what must happen. Only a fault makes it wait to the end, on however busy a machine."""

DEADLINE = 120
"""Seconds."""
