"""A stopped clock that tests move."""

from datetime import UTC, datetime, timedelta


class MovingClock:
    def __init__(self) -> None:
        self._now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self._now += by
