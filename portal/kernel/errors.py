"""Exceptions for the unexpected. An expected outcome is a value: see `outcomes`."""


class PortalError(Exception):
    """The base of the portal's exceptions."""


class NotFound(PortalError):
    """The thing does not exist, or this person may not know that it does."""


class NotYourTurn(PortalError):
    """The act is not open to this person in this state: the page was stale, or the request forged."""
