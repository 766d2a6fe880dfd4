"""Fields with a choice."""

from collections.abc import Collection

from portal.kernel.outcomes import Fault
from portal.reading.field import Reader


def one_of(codes: Collection[str], message: str) -> Reader:
    """One of the offered codes. Anything else counts as no choice."""
    return lambda typed: typed if typed in codes else Fault(message)


def something_chosen(message: str) -> Reader:
    """Any code but the empty one. Code that knows the list checks whether it is offered."""
    return lambda typed: typed or Fault(message)


def ticked(message: str) -> Reader:
    """A box that must be ticked."""
    return lambda typed: "yes" if typed else Fault(message)
