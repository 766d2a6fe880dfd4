"""What must happen every so often: a job is one outbox task that comes due again, for one worker a turn."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from portal.kernel.clock import Clock
from portal.outbox.put import put
from portal.outbox.work import Again, Effect, Handler, Settlement, Task, TryLater

RECURRING = "recurring."
"""What the kinds of all jobs begin with."""


@dataclass(frozen=True, slots=True)
class RecurringJob:
    """`turn` runs outside any transaction, at a moment; the effect it gives back is applied once, in one."""

    name: str
    every: timedelta
    turn: Callable[[datetime], Awaitable[Effect | TryLater | None]]

    @property
    def kind(self) -> str:
        return f"{RECURRING}{self.name}"


async def enlist(session: AsyncSession, jobs: Iterable[RecurringJob], now: datetime) -> None:
    """Make sure every job has its task, first due at once. Called whenever a worker starts."""
    for job in jobs:
        await put(session, job.kind, "turn", {}, now, lasting=True)


def recurring_handlers(jobs: Iterable[RecurringJob], clock: Clock) -> dict[str, Handler]:
    """The jobs as a worker's handlers, by kind."""
    return {job.kind: _handler(job, clock) for job in jobs}


def _handler(job: RecurringJob, clock: Clock) -> Handler:
    async def turn(_task: Task) -> Settlement:
        result = await job.turn(clock.now())
        return result if isinstance(result, TryLater) else Again(clock.now() + job.every, result)

    return turn
