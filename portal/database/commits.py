"""Whether a request has committed any of its input: an error page must not say that nothing is saved then."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_committed: ContextVar[bool] = ContextVar("committed", default=False)


@contextmanager
def watching_commits() -> Iterator[None]:
    """Wraps one request."""
    token = _committed.set(False)
    try:
        yield
    finally:
        _committed.reset(token)


def note_commit() -> None:
    _committed.set(True)


def has_committed() -> bool:
    return _committed.get()
