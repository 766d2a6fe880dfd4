"""Moves the clock, and runs the tasks that come due on the way.

One-off tasks are run in the order of their due moments, each at its own. Recurring jobs have a turn at each of these
moments and one at the end, not one for each interval: a month holds more than anybody would wait for, and a turn
depends on its moment alone. A task that keeps postponing itself is run at MOST_STOPS moments, then at the end.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.clock import MovableClock
from portal.database.transactions import Transactions
from portal.demo.pausable_worker import PausableWorker
from portal.jobs.recurring import RECURRING
from portal.jobs.worker import TaskOutcome, Worker
from portal.outbox.tables import OutboxTask

MOST_STOPS = 12
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Happening:
    """A task that was run. `at`: the portal's time."""

    kind: str
    at: datetime
    outcome: TaskOutcome


class TimeMachine:
    def __init__(
        self, clock: MovableClock, transactions: Transactions, worker: Worker, pausable: PausableWorker
    ) -> None:
        self._clock = clock
        self._transactions = transactions
        self._worker = worker
        self._pausable = pausable

    async def move(self, by: timedelta) -> list[Happening]:
        """Forward or back. With zero, tasks that are due now are run. The clock runs on while tasks do."""
        async with self._pausable.paused():
            end = self._clock.offset + by
            happened = await self._stop_for_tasks(self._clock.now() + by) if by > _NONE else []
            await self._clock.move(self._transactions, end - self._clock.offset)
            if by < _NONE:
                await self._bring_jobs_back()
            return happened + await self._do_what_is_due()

    async def _stop_for_tasks(self, end: datetime) -> list[Happening]:
        happened: list[Happening] = []
        stops: Counter[UUID] = Counter()
        while task := await self._next(end, [known for known, n in stops.items() if n >= MOST_STOPS]):
            stops[task.id] += 1
            await self._reach(task.due_at)
            happened += await self._do_what_is_due()
        return happened

    async def _next(self, end: datetime, tired: Collection[UUID]) -> OutboxTask | None:
        """The one-off task with the earliest due moment up to `end`."""
        first = (
            select(OutboxTask)
            .where(OutboxTask.done_at.is_(None), OutboxTask.dead_at.is_(None), OutboxTask.due_at <= end)
            .where(OutboxTask.kind.in_(self._one_off_kinds), OutboxTask.id.not_in(tired))
            .order_by(OutboxTask.due_at, OutboxTask.id)
            .limit(1)
        )
        async with self._transactions.reading() as session:
            found: OutboxTask | None = await session.scalar(first)
            return found

    @property
    def _one_off_kinds(self) -> list[str]:
        return [kind for kind in self._worker.kinds if not kind.startswith(RECURRING)]

    async def _reach(self, moment: datetime) -> None:
        """Never moves back: a task that came due while another ran is run late."""
        ahead = moment - self._clock.now()
        if ahead > _NONE:
            await self._clock.move(self._transactions, ahead)

    async def _do_what_is_due(self) -> list[Happening]:
        happened: list[Happening] = []
        while turn := await self._worker.run_next():
            happened.append(Happening(turn.task.kind, self._clock.now(), turn.outcome))
        return happened

    async def _bring_jobs_back(self) -> None:
        """A job whose next turn lies in the future that was left is due now."""
        async with self._transactions.writing() as session:
            await _due_now(session, self._clock.now())


async def _due_now(session: AsyncSession, now: datetime) -> None:
    ahead = OutboxTask.kind.startswith(RECURRING), OutboxTask.due_at > now
    await session.execute(update(OutboxTask).where(*ahead).values(due_at=now))
