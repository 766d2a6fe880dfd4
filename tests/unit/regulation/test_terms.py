"""Terms around closing time, weekends, midnight, leap days and a change of the zone's offset."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.regulation.terms import (
    CalendarDays,
    Minutes,
    WorkingHours,
    due,
    end_of_day,
    local_day,
    provider_result_date,
    result_date,
)

ORAL = ZoneInfo("Asia/Oral")
ALMATY = ZoneInfo("Asia/Almaty")
WEEKDAYS = frozenset(range(5))
OFFICE = WorkingHours(ORAL, time(9), time(18, 30), WEEKDAYS)
NEW_YEAR = frozenset({date(2015, 1, 1), date(2015, 1, 2), date(2015, 1, 7)})


def oral(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ORAL)


# 24 November 2014 was a Monday.
@pytest.mark.clause("R-5.2")
@pytest.mark.parametrize(
    ("since", "expected"),
    [
        pytest.param("2014-11-24 10:00", "2014-11-24 10:15", id="in working hours"),
        pytest.param("2014-11-24 10:00:30", "2014-11-24 10:15:30", id="seconds count"),
        pytest.param("2014-11-24 09:00", "2014-11-24 09:15", id="at opening"),
        pytest.param("2014-11-24 07:00", "2014-11-24 09:15", id="before opening"),
        pytest.param("2014-11-24 18:15", "2014-11-24 18:30", id="ends at closing"),
        pytest.param("2014-11-24 18:20", "2014-11-25 09:05", id="crosses closing"),
        pytest.param("2014-11-24 18:30", "2014-11-25 09:15", id="at closing"),
        pytest.param("2014-11-24 23:59:59", "2014-11-25 09:15", id="last second of the day"),
        pytest.param("2014-11-25 00:00", "2014-11-25 09:15", id="midnight"),
        pytest.param("2014-11-28 18:25", "2014-12-01 09:10", id="crosses a weekend"),
        pytest.param("2014-11-29 12:00", "2014-12-01 09:15", id="on Saturday"),
        pytest.param("2014-11-30 23:00", "2014-12-01 09:15", id="on Sunday night"),
    ],
)
def test_fifteen_minutes_run_in_working_hours_only(since: str, expected: str) -> None:
    assert due(Minutes(15), oral(since), OFFICE) == oral(expected)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2014-12-31 18:20", "2015-01-05 09:05"),
        ("2015-01-01 12:00", "2015-01-05 09:15"),
        ("2015-01-06 18:29", "2015-01-08 09:14"),
    ],
)
def test_minutes_pass_over_days_off(since: str, expected: str) -> None:
    office = WorkingHours(ORAL, time(9), time(18, 30), WEEKDAYS, NEW_YEAR)

    assert due(Minutes(15), oral(since), office) == oral(expected)


def test_a_long_minute_term_goes_on_for_days() -> None:
    two_days_and_an_hour = Minutes(2 * 570 + 60)

    assert due(two_days_and_an_hour, oral("2014-11-27 09:00"), OFFICE) == oral("2014-12-01 10:00")


@pytest.mark.clause("R-10.8")
@pytest.mark.parametrize(
    ("since", "expected"),
    [("2014-11-24 10:00", "2014-11-24 10:02"), ("2014-11-29 23:59", "2014-11-30 00:01")],
)
def test_a_machines_minutes_run_at_night_too(since: str, expected: str) -> None:
    assert due(Minutes(2, round_the_clock=True), oral(since), OFFICE) == oral(expected)


@pytest.mark.clause("R-5.3")
@pytest.mark.clause("R-5.5")
@pytest.mark.parametrize(
    ("since", "expected"),
    [
        pytest.param("2014-11-24 10:00", "2014-11-25 23:59:59", id="the day itself is not counted"),
        pytest.param("2014-11-24 00:00", "2014-11-25 23:59:59", id="from midnight"),
        pytest.param("2014-11-24 23:59:59", "2014-11-25 23:59:59", id="from the last second"),
        pytest.param("2014-11-28 10:00", "2014-11-29 23:59:59", id="a term may end on Saturday"),
        pytest.param("2023-02-28 10:00", "2023-03-01 23:59:59", id="no leap day"),
        pytest.param("2024-02-28 10:00", "2024-02-29 23:59:59", id="leap day"),
        pytest.param("2014-12-31 10:00", "2015-01-01 23:59:59", id="a term may end on a holiday"),
    ],
)
def test_one_calendar_day_lasts_to_the_end_of_the_next_day(since: str, expected: str) -> None:
    assert due(CalendarDays(1), oral(since), OFFICE) == oral(expected)


@pytest.mark.clause("R-5.4")
@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2014-11-24 10:00", "2014-12-19 23:59:59"),
        ("2014-12-10 10:00", "2015-01-04 23:59:59"),
        ("2024-02-10 10:00", "2024-03-06 23:59:59"),
        ("2023-02-10 10:00", "2023-03-07 23:59:59"),
    ],
)
def test_twenty_five_calendar_days(since: str, expected: str) -> None:
    assert due(CalendarDays(25), oral(since), OFFICE) == oral(expected)


def test_the_day_is_the_providers_not_that_of_utc() -> None:
    half_past_midnight_in_oral = datetime(2014, 11, 24, 19, 30, tzinfo=UTC)

    assert local_day(half_past_midnight_in_oral, ORAL) == date(2014, 11, 25)
    assert due(CalendarDays(1), half_past_midnight_in_oral, OFFICE) == datetime(2014, 11, 26, 18, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("term", [Minutes(15), Minutes(2, round_the_clock=True), CalendarDays(1)])
def test_what_comes_out_is_in_utc(term: Minutes | CalendarDays) -> None:
    assert due(term, oral("2014-11-24 10:00"), OFFICE).tzinfo is UTC


@pytest.mark.clause("R-10.11b")
@pytest.mark.parametrize(
    ("applied_at", "recipients", "providers"),
    [
        ("2014-12-01 10:00", date(2014, 12, 31), date(2014, 12, 30)),
        ("2014-12-01 00:00", date(2014, 12, 31), date(2014, 12, 30)),
        ("2014-11-30 23:59:59", date(2014, 12, 30), date(2014, 12, 29)),
        ("2014-12-31 12:00", date(2015, 1, 30), date(2015, 1, 29)),
        ("2024-01-30 12:00", date(2024, 2, 29), date(2024, 2, 28)),
        ("2024-01-31 12:00", date(2024, 3, 1), date(2024, 2, 29)),
        ("2023-01-31 12:00", date(2023, 3, 2), date(2023, 3, 1)),
        ("2024-02-29 12:00", date(2024, 3, 30), date(2024, 3, 29)),
    ],
)
def test_the_result_is_due_thirty_days_after_the_day_of_applying(
    applied_at: str, recipients: date, providers: date
) -> None:
    assert result_date(oral(applied_at), ORAL) == recipients
    assert provider_result_date(oral(applied_at), ORAL) == providers


def test_the_zone_data_know_the_change_of_1_march_2024() -> None:
    """Almaty set its clocks back an hour as that day began; Oral had kept UTC+5 and changed nothing."""
    before, after = datetime(2024, 2, 29, 17, tzinfo=UTC), datetime(2024, 2, 29, 19, tzinfo=UTC)

    assert [moment.astimezone(ALMATY).utcoffset() for moment in (before, after)] == [
        timedelta(hours=6),
        timedelta(hours=5),
    ]
    assert [moment.astimezone(ORAL).utcoffset() for moment in (before, after)] == 2 * [timedelta(hours=5)]


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        (ORAL, date(2024, 2, 28), datetime(2024, 2, 28, 18, 59, 59, tzinfo=UTC)),
        (ORAL, date(2024, 2, 29), datetime(2024, 2, 29, 18, 59, 59, tzinfo=UTC)),
        (ORAL, date(2024, 3, 1), datetime(2024, 3, 1, 18, 59, 59, tzinfo=UTC)),
        (ALMATY, date(2024, 2, 28), datetime(2024, 2, 28, 17, 59, 59, tzinfo=UTC)),
        (ALMATY, date(2024, 2, 29), datetime(2024, 2, 29, 18, 59, 59, tzinfo=UTC)),
        (ALMATY, date(2024, 3, 1), datetime(2024, 3, 1, 18, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_day_of_twenty_five_hours_ends_at_its_second_2359(zone: ZoneInfo, day: date, expected: datetime) -> None:
    assert end_of_day(day, zone) == expected


def test_an_hour_that_comes_twice_belongs_to_the_day_before() -> None:
    second_half_past_eleven = datetime(2024, 2, 29, 18, 30, tzinfo=UTC)

    assert local_day(second_half_past_eleven, ALMATY) == date(2024, 2, 29)
    assert result_date(second_half_past_eleven, ALMATY) == date(2024, 3, 30)


def test_working_minutes_follow_the_clock_on_the_wall_through_the_change() -> None:
    office = WorkingHours(ALMATY, time(9), time(18, 30), WEEKDAYS)
    ten_minutes_before_closing = datetime(2024, 2, 29, 12, 20, tzinfo=UTC)

    assert due(Minutes(15), ten_minutes_before_closing, office) == datetime(2024, 3, 1, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("term", [Minutes(15), Minutes(2, round_the_clock=True), CalendarDays(1)])
def test_a_moment_without_a_zone_is_refused(term: Minutes | CalendarDays) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        due(term, datetime(2014, 11, 24, 10), OFFICE)  # noqa: DTZ001 -- the fault under test


@pytest.mark.parametrize(
    ("opens", "closes", "days"),
    [
        (time(18), time(9), WEEKDAYS),
        (time(9), time(9), WEEKDAYS),
        (time(9), time(18), frozenset[int]()),
        (time(9), time(18), frozenset({7})),
    ],
)
def test_an_office_that_never_opens_is_refused(opens: time, closes: time, days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="must open"):
        WorkingHours(ORAL, opens, closes, days)


def test_a_page_can_tell_that_a_term_ends_on_a_day_off() -> None:
    office = WorkingHours(ORAL, time(9), time(18, 30), WEEKDAYS, NEW_YEAR)
    days = [date(2014, 12, 31), date(2015, 1, 1), date(2015, 1, 3), date(2015, 1, 5)]

    assert [office.works_on(day) for day in days] == [True, False, False, True]


MOMENTS = st.datetimes(datetime(2014, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.integers(min_value=1, max_value=3000))
def test_a_minute_term_ends_while_the_office_is_open(since: datetime, minutes: int) -> None:
    end = due(Minutes(minutes), since, OFFICE)
    opening, closing = OFFICE.opening_and_closing(local_day(end, ORAL))

    assert OFFICE.works_on(local_day(end, ORAL))
    assert opening < end <= closing


@given(MOMENTS, st.integers(min_value=1, max_value=600), st.integers(min_value=1, max_value=600))
def test_minutes_may_be_counted_in_one_go_or_in_two(since: datetime, first: int, second: int) -> None:
    at_once = due(Minutes(first + second), since, OFFICE)

    assert due(Minutes(second), due(Minutes(first), since, OFFICE), OFFICE) == at_once


@given(MOMENTS, st.integers(min_value=0, max_value=60))
def test_calendar_days_end_at_one_second_to_midnight(since: datetime, days: int) -> None:
    end = due(CalendarDays(days), since, OFFICE).astimezone(ORAL)

    assert (end.date(), end.time()) == (since.astimezone(ORAL).date() + timedelta(days), time(23, 59, 59))
