"""Fields with a choice."""

from collections.abc import Collection, Sequence

from portal.kernel.outcomes import Fault
from portal.reading.field import Reader


def one_of(codes: Collection[str], message: str) -> Reader:
    """One of the offered codes. Anything else counts as no choice."""
    return Reader(lambda code: code if code in codes else Fault(message))


def something_chosen(message: str) -> Reader:
    """Any code but the empty one. Code that knows the list checks whether it is offered."""
    return Reader(lambda code: code or Fault(message))


def some_of(codes: Sequence[str], message: str) -> Reader:
    """One or more of the offered codes, parted by spaces: each once, in the order offered. Others are left out."""

    def judge(text: str) -> str | Fault:
        chosen = text.split()
        return " ".join(code for code in codes if code in chosen) or Fault(message)

    return Reader(judge)
