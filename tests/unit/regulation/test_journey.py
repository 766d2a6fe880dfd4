"""What the citizen sees of the way of an application, act after act."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.regulation.journey import Event, Progress, applied_at, end_of, state_after, timeline
from portal.regulation.procedure import Act
from portal.regulation.states import State
from portal.regulation.terms import Missed, WorkingHours, provider_result_date, result_date

ORAL = ZoneInfo("Asia/Oral")
OFFICE = WorkingHours(ORAL, time(9), time(18, 30), frozenset(range(5)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ORAL)


def events(*rows: tuple[Act, str]) -> list[Event]:
    return [Event(act, at(moment)) for act, moment in rows]


# 24 November 2014 was a Monday.
SENT = (
    (Act.SIGN, "2014-11-24 10:00"),
    (Act.CONFIRM_SIGNATURE, "2014-11-24 10:01"),
)
DRAFTED = (
    *SENT,
    (Act.DELIVER, "2014-11-24 10:02"),
    (Act.REGISTER, "2014-11-24 10:10"),
    (Act.NAME_EXECUTOR, "2014-11-25 09:00"),
    (Act.DRAFT_NOTICE, "2014-12-10 12:00"),
)
ISSUED = (*DRAFTED, (Act.SIGN_NOTICE, "2014-12-11 12:00"))
RETURNED = (*DRAFTED, (Act.RETURN_DRAFT, "2014-12-11 09:00"))


RECALLED = (*DRAFTED[:3], (Act.RECALL, "2014-11-24 10:05"))


def progress(*rows: tuple[Act, str]) -> list[str]:
    return [stage.progress.value for stage in timeline(events(*rows), OFFICE)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), ["not_yet"] * 5),
        (SENT[:1], ["not_yet"] * 5),
        (SENT, ["now", "not_yet", "not_yet", "not_yet", "not_yet"]),
        (DRAFTED[:3], ["done", "now", "not_yet", "not_yet", "not_yet"]),
        (DRAFTED[:4], ["done", "done", "now", "not_yet", "not_yet"]),
        (DRAFTED[:5], ["done", "done", "done", "now", "not_yet"]),
        (DRAFTED, ["done", "done", "done", "done", "now"]),
        (ISSUED, ["done"] * 5),
        (RETURNED, ["done", "done", "done", "now", "not_yet"]),
        ((*DRAFTED, (Act.SIGN_REFUSAL, "2014-12-11 12:00")), ["done"] * 5),
        (
            (*DRAFTED[:5], (Act.REFUSE_FOR_DEFECTS, "2014-12-01 12:00")),
            ["done", "done", "done", "done", "not_needed"],
        ),
        (
            (*RETURNED, (Act.REFUSE_FOR_DEFECTS, "2014-12-11 12:00")),
            ["done", "done", "done", "done", "not_needed"],
        ),
        ((*SENT[:1], (Act.REFUSE_SIGNATURE, "2014-11-24 10:01")), ["not_yet"] * 5),
        (RECALLED, ["not_yet"] * 5),
        ((*RECALLED, *SENT), ["now", "not_yet", "not_yet", "not_yet", "not_yet"]),
        ((*DRAFTED[:5], (Act.KEEP_REQUEST, "2014-12-01 12:00")), ["done", "done", "done", "now", "not_yet"]),
        (
            (*DRAFTED[:5], (Act.REFUSE_UNCONFIRMED, "2014-12-01 12:00")),
            ["done", "done", "done", "done", "not_needed"],
        ),
        ((*DRAFTED, (Act.REFUSE_UNCONFIRMED, "2014-12-11 12:00")), ["done", "done", "done", "done", "not_needed"]),
        ((*ISSUED, (Act.WITHDRAW_NOTICE, "2014-12-12 12:00")), ["done", "done", "done", "done", "now"]),
    ],
)
def test_how_far_each_step_is(rows: tuple[tuple[Act, str], ...], expected: list[str]) -> None:
    assert progress(*rows) == expected


@pytest.mark.clause("R-5.2")
@pytest.mark.clause("R-5.3")
@pytest.mark.clause("R-5.4")
@pytest.mark.clause("R-5.5")
@pytest.mark.clause("R-10.8")
def test_each_step_shows_since_when_by_when_and_when_done() -> None:
    stages = timeline(events(*ISSUED), OFFICE)

    assert [(stage.step.code, stage.since, stage.due_at, stage.done_at) for stage in stages] == [
        ("deliver", at("2014-11-24 10:01"), at("2014-11-24 10:03"), at("2014-11-24 10:02")),
        ("register", at("2014-11-24 10:02"), at("2014-11-24 10:17"), at("2014-11-24 10:10")),
        ("name_executor", at("2014-11-24 10:10"), at("2014-11-25 23:59:59"), at("2014-11-25 09:00")),
        ("examine", at("2014-11-25 09:00"), at("2014-12-20 23:59:59"), at("2014-12-10 12:00")),
        ("sign", at("2014-12-10 12:00"), at("2014-12-11 23:59:59"), at("2014-12-11 12:00")),
    ]


def test_a_step_that_has_not_begun_has_no_moments() -> None:
    sign = timeline(events(*DRAFTED[:5]), OFFICE)[-1]

    assert (sign.since, sign.due_at, sign.done_at) == (None, None, None)


@pytest.mark.clause("R-6.3")
def test_a_returned_draft_gives_the_executor_no_new_term() -> None:
    examine = timeline(events(*RETURNED), OFFICE)[3]

    assert (examine.progress, examine.since, examine.due_at, examine.done_at) == (
        Progress.NOW,
        at("2014-11-25 09:00"),
        at("2014-12-20 23:59:59"),
        None,
    )


@pytest.mark.clause("R-6.4")
def test_a_second_draft_gives_the_head_a_new_day() -> None:
    sign = timeline(events(*RETURNED, (Act.DRAFT_REFUSAL, "2014-12-15 10:00")), OFFICE)[4]

    assert (sign.progress, sign.since, sign.due_at) == (
        Progress.NOW,
        at("2014-12-15 10:00"),
        at("2014-12-16 23:59:59"),
    )


def test_missed_is_what_is_done_after_its_term_or_still_undone_after_it() -> None:
    stages = timeline(events(*DRAFTED[:3], (Act.REGISTER, "2014-11-24 10:18")), OFFICE)
    in_time, too_late = at("2014-11-25 23:59:59"), at("2014-11-26 00:00")
    registered_late = Missed(at("2014-11-24 10:17"), at("2014-11-24 10:18"), 0)

    assert [stage.missed(in_time, ORAL) for stage in stages] == [None, registered_late, None, None, None]
    assert [stage.missed(too_late, ORAL) for stage in stages] == [
        None,
        registered_late,
        Missed(at("2014-11-25 23:59:59"), None, 1),
        None,
        None,
    ]


def test_a_step_that_ended_late_stays_missed_when_all_is_over() -> None:
    """Signed four days after the head's one day, whenever the page is read."""
    stages = timeline(events(*DRAFTED, (Act.SIGN_NOTICE, "2014-12-15 00:30")), OFFICE)

    assert [stage.missed(at("2015-06-01 00:00"), ORAL) for stage in stages] == [
        *[None] * 4,
        Missed(at("2014-12-11 23:59:59"), at("2014-12-15 00:30"), 4),
    ]


UNCONFIRMED = (Act.REFUSE_UNCONFIRMED, "2014-12-29 12:00")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (DRAFTED[:5], "Examination of the documents and drafting of the answer"),
        (DRAFTED, "The documents were examined, and the answer was drafted"),
        (RETURNED, "Examination of the documents and drafting of the answer"),
        (
            (*DRAFTED[:5], (Act.REFUSE_FOR_DEFECTS, "2014-12-01 12:00")),
            "The documents were examined: defects were found in them",
        ),
        (
            (*RETURNED, (Act.REFUSE_FOR_DEFECTS, "2014-12-12 12:00")),
            "The documents were examined: defects were found in them",
        ),
        ((*DRAFTED[:5], UNCONFIRMED), "The application was refused: the signature was not confirmed"),
        # The answer had been drafted, in time, before the signature was found void.
        ((*DRAFTED, UNCONFIRMED), "The documents were examined, and the answer was drafted"),
    ],
)
def test_the_examination_is_told_by_what_ended_it(rows: tuple[tuple[Act, str], ...], told: str) -> None:
    assert timeline(events(*rows), OFFICE)[3].label == told


def test_a_refusal_after_the_draft_does_not_make_the_draft_late() -> None:
    examine = timeline(events(*DRAFTED, UNCONFIRMED), OFFICE)[3]

    assert (examine.done_at, examine.missed(at("2015-01-01 00:00"), ORAL)) == (at("2014-12-10 12:00"), None)


def test_a_signature_that_was_withdrawn_is_no_signing() -> None:
    stages = timeline(events(*ISSUED, (Act.WITHDRAW_NOTICE, "2014-12-12 12:00"), UNCONFIRMED), OFFICE)

    assert [stage.progress.value for stage in stages] == ["done", "done", "done", "done", "not_needed"]


@pytest.mark.parametrize(
    ("rows", "latest"),
    [
        (SENT[:1], [None] * 5),
        (SENT, [None, "2014-11-24 10:18", "2014-11-25 23:59:59", "2014-12-20 23:59:59", "2014-12-21 23:59:59"]),
        (DRAFTED[:5], [None, None, None, None, "2014-12-21 23:59:59"]),
        (RETURNED, [None, None, None, None, "2014-12-21 23:59:59"]),
        (ISSUED, [None] * 5),
    ],
)
def test_a_step_ahead_has_the_date_it_is_due_if_all_before_it_take_their_terms(
    rows: tuple[tuple[Act, str], ...], latest: list[str | None]
) -> None:
    assert [stage.latest_at for stage in timeline(events(*rows), OFFICE)] == [
        at(moment) if moment else None for moment in latest
    ]


@pytest.mark.parametrize(
    ("rows", "ended"),
    [
        (SENT, None),
        (DRAFTED, None),
        (ISSUED, "2014-12-11 12:00"),
        ((*ISSUED, (Act.WITHDRAW_NOTICE, "2014-12-12 12:00")), None),
        ((*DRAFTED[:5], (Act.REFUSE_FOR_DEFECTS, "2014-12-01 12:00")), "2014-12-01 12:00"),
        ((*DRAFTED, UNCONFIRMED), "2014-12-29 12:00"),
    ],
)
def test_the_end_is_the_act_after_which_nobody_has_anything_to_do(
    rows: tuple[tuple[Act, str], ...], ended: str | None
) -> None:
    end = end_of(events(*rows))

    assert (end and end.at) == (at(ended) if ended else None)


@pytest.mark.parametrize(
    ("rows", "state", "applied"),
    [
        ((), State.DRAFT, None),
        (SENT[:1], State.CHECKING, "2014-11-24 10:00"),
        ((*SENT[:1], (Act.REFUSE_SIGNATURE, "2014-11-24 10:01")), State.DRAFT, None),
        (
            (*SENT[:1], (Act.REFUSE_SIGNATURE, "2014-11-24 10:01"), (Act.SIGN, "2014-11-26 15:00")),
            State.CHECKING,
            "2014-11-26 15:00",
        ),
        (RECALLED, State.DRAFT, None),
        ((*RECALLED, (Act.SIGN, "2014-11-26 15:00")), State.CHECKING, "2014-11-26 15:00"),
        (RETURNED, State.EXAMINED, "2014-11-24 10:00"),
        (ISSUED, State.ISSUED, "2014-11-24 10:00"),
    ],
)
@pytest.mark.clause("R-4.2")
def test_the_application_counts_from_the_arrival_of_its_signed_request(
    rows: tuple[tuple[Act, str], ...], state: State, applied: str | None
) -> None:
    assert state_after(events(*rows)) is state
    assert applied_at(events(*rows)) == (at(applied) if applied else None)


def _at_the_last_moment(applied: datetime) -> datetime:
    """When the result is signed if everybody takes the whole of his term."""
    done = [Event(Act.SIGN, applied), Event(Act.CONFIRM_SIGNATURE, applied)]
    for act in (Act.DELIVER, Act.REGISTER, Act.NAME_EXECUTOR, Act.DRAFT_NOTICE, Act.SIGN_NOTICE):
        due_at = next(stage.due_at for stage in timeline(done, OFFICE) if stage.progress is Progress.NOW)
        assert due_at is not None
        done.append(Event(act, due_at))
    return done[-1].at


@pytest.mark.clause("R-10.11b")
def test_the_terms_of_the_steps_fit_into_the_thirty_days() -> None:
    on_monday = at("2014-11-24 10:00")

    assert _at_the_last_moment(on_monday) == at("2014-12-21 23:59:59")
    assert provider_result_date(on_monday, ORAL) == at("2014-12-23 00:00").date()


@pytest.mark.clause("R-10.11b")
def test_a_weekend_before_registration_uses_up_the_providers_spare_day() -> None:
    """The 15 minutes wait for Monday, so terms taken in full reach the recipient's own last day."""
    on_friday_night = at("2014-11-28 20:00")

    assert _at_the_last_moment(on_friday_night) == at("2014-12-28 23:59:59")
    assert provider_result_date(on_friday_night, ORAL) == at("2014-12-27 00:00").date()
    assert result_date(on_friday_night, ORAL) == at("2014-12-28 00:00").date()


def test_moments_of_the_timeline_are_in_utc() -> None:
    noon = datetime(2014, 11, 24, 5, tzinfo=UTC)
    stage = timeline([Event(Act.SIGN, noon), Event(Act.CONFIRM_SIGNATURE, noon)], OFFICE)[0]

    assert stage.due_at == noon + timedelta(minutes=2)
    assert stage.due_at is not None
    assert stage.due_at.tzinfo is UTC
