"""Wait for a condition, until a deadline; what is awaited is always named, so that a failure says what was missing."""

import threading
import time
from collections.abc import Callable

SECONDS = 90.0
"""For what a job does: longer than any takes on a busy machine of two cores."""

_BETWEEN = threading.Event()


def until(what: str, condition: Callable[[], object], seconds: float = SECONDS) -> None:
    """Ask again until it holds. For what no browser shows: files and processes."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        _BETWEEN.wait(0.02)
