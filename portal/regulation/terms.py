"""Terms: how long a step may take, and when it is due. All moments are in UTC.

The decree counts the gateway's and the clerk's work in minutes, everything else in calendar days. It does not move
a term that ends on a day off (`WorkingHours.works_on` tells a page when to warn).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SERVICE_DAYS = 30
"""Standard, item 4(1), and clause 10(11): calendar days from applying to the result."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Minutes:
    """A term in minutes of the provider's working time, or of any time if `round_the_clock` (S-8.2)."""

    n: int
    round_the_clock: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """A term in calendar days: the day of the event does not count, the last day counts to its end."""

    n: int


Term = Minutes | CalendarDays


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When a provider's office is open: `days` are numbers of `date.weekday()`, `days_off` are holidays."""

    zone: ZoneInfo
    opens: time
    closes: time
    days: frozenset[int]
    days_off: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        # In an office that never opens, a term in minutes would never end.
        if not self.days or not self.days <= frozenset(range(7)) or self.opens >= self.closes:
            raise ValueError("an office must open before it closes, on some day of the week")

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.days_off

    def opening_and_closing(self, day: date) -> tuple[datetime, datetime]:
        """Return the moments of opening and closing on a day, also on a day off."""
        opens = datetime.combine(day, self.opens, self.zone)
        closes = datetime.combine(day, self.closes, self.zone)
        return opens.astimezone(UTC), closes.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Missed:
    """A term that was missed. `done_at` is None while the work is undone.

    `days` counts calendar days after the last day of the term: 0 if it was missed by minutes of the same day.
    """

    due_at: datetime
    done_at: datetime | None
    days: int


def due(term: Term, since: datetime, hours: WorkingHours) -> datetime:
    """Return the last moment of the term that began at `since`."""
    if isinstance(term, CalendarDays):
        return end_of_day(local_day(since, hours.zone) + term.n * _DAY, hours.zone)
    if term.round_the_clock:
        return _in_utc(since) + timedelta(minutes=term.n)
    return _after_working_time(timedelta(minutes=term.n), _in_utc(since), hours)


def missed(due_at: datetime, done_at: datetime | None, now: datetime, zone: ZoneInfo) -> Missed | None:
    """Return how a term was missed: done after it, or undone after it. None for one that is kept so far."""
    until = done_at or now
    if until <= due_at:
        return None
    return Missed(due_at, done_at, (local_day(until, zone) - local_day(due_at, zone)).days)


def result_date(applied_at: datetime, zone: ZoneInfo) -> date:
    """Return the day by which the recipient has the result. The day of applying does not count (S-4.1, R-10.11b)."""
    return local_day(applied_at, zone) + SERVICE_DAYS * _DAY


def provider_result_date(applied_at: datetime, zone: ZoneInfo) -> date:
    """Return the day by which the provider has made the result: one day before the recipient's (S-4.1)."""
    return result_date(applied_at, zone) - _DAY


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day of the moment in the zone: the day that an event counts on."""
    return _in_utc(moment).astimezone(zone).date()


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the last second of a day. Counts back from midnight: a clock set back shows 23:59:59 twice."""
    return datetime.combine(day + _DAY, time.min, zone).astimezone(UTC) - timedelta(seconds=1)


def _after_working_time(left: timedelta, since: datetime, hours: WorkingHours) -> datetime:
    day = local_day(since, hours.zone)
    while True:
        opening, closing = hours.opening_and_closing(day)
        start = max(since, opening)
        if hours.works_on(day) and start < closing:
            if left <= closing - start:
                return start + left
            left -= closing - start
        day += _DAY


def _in_utc(moment: datetime) -> datetime:
    # Python reads a naive moment in the machine's zone, so that the result would differ by machine.
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC)
