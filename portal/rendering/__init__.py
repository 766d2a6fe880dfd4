"""The one Jinja environment, with gettext, for pages, notices and messages."""
