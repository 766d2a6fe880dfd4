"""The unexpected, in the portal's words. What can be foreseen is an outcome, not an exception."""


class PortalError(Exception):
    """Something the caller could not foresee."""


class NotFound(PortalError):
    """There is no such thing, or it is none of the asker's business."""


class NotYourTurn(PortalError):
    """The act is not open to this person in this state: a stale page, or a forged request."""
