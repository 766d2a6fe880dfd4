"""The application's public name."""

from portal.joining.web import create_app

__all__ = ["create_app"]
