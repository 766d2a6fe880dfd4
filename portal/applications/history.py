"""The history of an application: its events from the journal, its terms from the regulation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.tables import Application
from portal.journal.write import acts_of, entries_of
from portal.providers.find import opening_times
from portal.providers.tables import Provider
from portal.regulation.clauses import Clause, clause
from portal.regulation.journey import Event, Progress, Stage, end_of, timeline
from portal.regulation.procedure import Act
from portal.regulation.terms import Missed, WorkingHours, end_of_day, local_day, missed, result_date

_WORKING_DAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A step as pages show it now. `latest_at` is None where the dates ahead do not hold any more."""

    stage: Stage
    clause: Clause
    missed: Missed | None
    latest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Journey:
    """The way of an application since it was sent, as pages show it now."""

    arrived_at: datetime
    stages: Sequence[ShownStage]
    due: date
    """The last day on which the applicant has the answer in time."""
    missed: Missed | None
    """How that term was missed."""
    end: Event | None


async def events_of(session: AsyncSession, application_id: UUID) -> list[Event]:
    """Return what happened to the application, oldest first."""
    return [Event(Act(row.act), row.at) for row in await entries_of(session, application_id)]


async def journey_of(session: AsyncSession, application: Application, provider: Provider, now: datetime) -> Journey:
    """Return the way of a sent application: every step of the procedure, and the term of the whole."""
    events, hours = await events_of(session, application.id), working_hours(provider)
    arrived_at, end = application.arrived_at or application.saved_at, end_of(events)
    due = result_date(arrived_at, hours.zone)
    return Journey(
        arrived_at=arrived_at,
        stages=_shown(timeline(events, hours), now, hours.zone, due),
        due=due,
        missed=missed(end_of_day(due, hours.zone), end.at if end else None, now, hours.zone),
        end=end,
    )


def _shown(stages: Sequence[Stage], now: datetime, zone: ZoneInfo, last_day: date) -> list[ShownStage]:
    """A step ahead has a date only while the one in progress is not late, and the date is within the whole term."""
    late = any(stage.progress is Progress.NOW and stage.missed(now, zone) for stage in stages)
    shown = []
    for stage in stages:
        holds = stage.latest_at is not None and not late and local_day(stage.latest_at, zone) <= last_day
        latest_at = stage.latest_at if holds else None
        shown.append(ShownStage(stage, clause(stage.step.clause), stage.missed(now, zone), latest_at))
    return shown


async def current_stages(
    session: AsyncSession, application_ids: Sequence[UUID], provider: Provider
) -> dict[UUID, Stage | None]:
    """Return the step in progress of each application; None for one that has ended."""
    events: dict[UUID, list[Event]] = {application_id: [] for application_id in application_ids}
    for row in await acts_of(session, application_ids):
        events[row.subject_id].append(Event(Act(row.act), row.at))
    hours = working_hours(provider)
    return {application_id: _current(timeline(done, hours)) for application_id, done in events.items()}


def _current(found: Iterable[Stage]) -> Stage | None:
    return next((stage for stage in found if stage.progress is Progress.NOW), None)


async def last_data(session: AsyncSession, application_id: UUID, act: Act) -> dict[str, Any]:
    """Return the journal's data of the last such act; empty if there was none."""
    data = [row.data for row in await entries_of(session, application_id) if row.act == act]
    return dict(data[-1]) if data else {}


def working_hours(provider: Provider) -> WorkingHours:
    zone, opens, closes = opening_times(provider)
    return WorkingHours(zone, opens, closes, _WORKING_DAYS)
