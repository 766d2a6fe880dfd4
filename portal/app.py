"""Where servers and suites find the application."""

from portal.joining.web import create_app

__all__ = ["create_app"]
