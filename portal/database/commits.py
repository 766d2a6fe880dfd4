"""Whether anything that was sent has been committed since a request began: an error page must not deny it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_committed: ContextVar[bool] = ContextVar("committed", default=False)


@contextmanager
def watching_commits() -> Iterator[None]:
    """Around one request."""
    token = _committed.set(False)
    try:
        yield
    finally:
        _committed.reset(token)


def note_commit() -> None:
    _committed.set(True)


def has_committed() -> bool:
    return _committed.get()
