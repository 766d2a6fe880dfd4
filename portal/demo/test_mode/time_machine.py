"""Moves the clock, and does on the way what would have been done meanwhile.

One-off tasks are done in the order of their due moments, each at its own. Recurring jobs have a turn wherever time
stops for such a task, and one at the end: a month holds more turns than anybody would wait for, and each of them
looks only at what is so at that moment. A task that keeps putting itself off is given MOST_STOPS stops, then the end.
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
    """What was done at a moment of the portal's time."""

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
        """Forward or back; by nothing, what is due now is done. The clock goes on while tasks take their time."""
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
        """The one-off task that comes due first on the way."""
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
        """Time never goes back on the way forward: what came due while another task was done is simply late."""
        ahead = moment - self._clock.now()
        if ahead > _NONE:
            await self._clock.move(self._transactions, ahead)

    async def _do_what_is_due(self) -> list[Happening]:
        happened: list[Happening] = []
        while turn := await self._worker.run_next():
            happened.append(Happening(turn.task.kind, self._clock.now(), turn.outcome))
        return happened

    async def _bring_jobs_back(self) -> None:
        """A job is due within its interval of now, not of a moment that has not come yet."""
        async with self._transactions.writing() as session:
            await _due_now(session, self._clock.now())


async def _due_now(session: AsyncSession, now: datetime) -> None:
    ahead = OutboxTask.kind.startswith(RECURRING), OutboxTask.due_at > now
    await session.execute(update(OutboxTask).where(*ahead).values(due_at=now))
