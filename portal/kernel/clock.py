"""The one source of time. Everything that needs "now" is given a Clock; nothing else may ask the system."""

from datetime import UTC, datetime
from typing import Protocol, runtime_checkable


@runtime_checkable
class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """The moment in UTC, never naive."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 -- the one place that may ask the machine
