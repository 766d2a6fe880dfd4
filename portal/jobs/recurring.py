"""Recurring jobs: each is one task of the outbox that comes due again after every turn."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from portal.kernel.clock import Clock
from portal.outbox.put import put
from portal.outbox.work import Again, Effect, Handler, Task, TaskResult, TryLater

RECURRING = "recurring."
"""The prefix of the kind of every job's task."""


@dataclass(frozen=True, slots=True)
class RecurringJob:
    """`turn` is given the moment and runs outside any transaction; the effect it returns is applied in one, once."""

    name: str
    every: timedelta
    turn: Callable[[datetime], Awaitable[Effect | TryLater | None]]

    @property
    def kind(self) -> str:
        return f"{RECURRING}{self.name}"


async def enlist(session: AsyncSession, jobs: Iterable[RecurringJob], now: datetime) -> None:
    """Put in the tasks of jobs that have none, due at once. Called when a worker starts."""
    for job in jobs:
        await put(session, job.kind, "turn", {}, now, lasting=True)


def recurring_handlers(jobs: Iterable[RecurringJob], clock: Clock) -> dict[str, Handler]:
    """Return the handler of each kind, as a worker takes them."""
    return {job.kind: _handler(job, clock) for job in jobs}


def _handler(job: RecurringJob, clock: Clock) -> Handler:
    async def turn(_task: Task) -> TaskResult:
        result = await job.turn(clock.now())
        return result if isinstance(result, TryLater) else Again(clock.now() + job.every, result)

    return turn
