"""Wait for a condition until a deadline. Every wait has a name for the failure's message."""

import threading
import time
from collections.abc import Callable

SECONDS = 90.0
"""The deadline for a job: longer than any job takes on a busy machine with two cores."""

_BETWEEN = threading.Event()


def until(what: str, condition: Callable[[], object], seconds: float = SECONDS) -> None:
    """Poll the condition until it holds. For files and processes, which no browser shows."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        _BETWEEN.wait(0.02)
