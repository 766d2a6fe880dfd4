"""The history of an application: its events from the journal, its terms from the regulation."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.journal.write import acts_of, entries_of
from portal.providers.find import opening_times
from portal.providers.tables import Provider
from portal.regulation.clauses import Clause, clause
from portal.regulation.journey import Event, Progress, Stage, timeline
from portal.regulation.procedure import Act
from portal.regulation.terms import WorkingHours

_WORKING_DAYS = frozenset(range(5))


async def events_of(session: AsyncSession, application_id: UUID) -> list[Event]:
    """Return what happened to the application, oldest first."""
    return [Event(Act(row.act), row.at) for row in await entries_of(session, application_id)]


async def stages_of(session: AsyncSession, application_id: UUID, provider: Provider) -> tuple[Stage, ...]:
    """Return every step of the procedure for the application, with its progress and term."""
    return timeline(await events_of(session, application_id), working_hours(provider))


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


def with_clauses(found: Iterable[Stage]) -> list[tuple[Stage, Clause]]:
    """Return each step with its clause."""
    return [(stage, clause(stage.step.clause)) for stage in found]


async def last_data(session: AsyncSession, application_id: UUID, act: Act) -> dict[str, Any]:
    """Return the journal's data of the last such act; empty if there was none."""
    data = [row.data for row in await entries_of(session, application_id) if row.act == act]
    return dict(data[-1]) if data else {}


def working_hours(provider: Provider) -> WorkingHours:
    zone, opens, closes = opening_times(provider)
    return WorkingHours(zone, opens, closes, _WORKING_DAYS)
