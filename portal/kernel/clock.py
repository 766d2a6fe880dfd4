"""The one source of time. Code that needs the present moment is given a Clock; no other code asks the system."""

from datetime import UTC, datetime
from typing import Protocol, runtime_checkable


@runtime_checkable
class Clock(Protocol):
    """Gives the present moment."""

    def now(self) -> datetime:
        """The present moment in UTC, never naive."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 -- the one place that may ask the machine
