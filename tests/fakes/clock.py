"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

TUESDAY_TEN = datetime(2026, 11, 24, 5, tzinfo=UTC)
"""Ten in the morning of a working day in Oral, which is five hours ahead of UTC."""


class SettableClock:
    def __init__(self, moment: datetime = TUESDAY_TEN) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        self._moment = moment

    def move(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        self._moment += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
