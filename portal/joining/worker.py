"""The worker, with a handler for every kind of task and every recurring job."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from portal.database.clock import MovableClock
from portal.jobs.recurring import RecurringJob, enlist, recurring_handlers
from portal.jobs.worker import Worker
from portal.joining.parts import Parts, create_parts
from portal.joining.tasks import Processes, task_handlers
from portal.joining.upkeep import recurring_jobs
from portal.kernel.clock import Clock, SystemClock
from portal.outbox.work import Handler
from portal.settings import Settings

_POLL, _POLL_IN_DEMO = 0.5, 0.1
"""Seconds. In a demonstration a person waits for the worker."""


@dataclass(frozen=True, slots=True)
class Working:
    """A worker, and the objects that are closed with it."""

    worker: Worker
    parts: Parts
    processes: Processes
    handlers: Mapping[str, Handler]
    jobs: tuple[RecurringJob, ...]

    async def enlist(self) -> None:
        async with self.parts.transactions.writing() as session:
            await enlist(session, self.jobs, self.parts.clock.now())

    async def close(self) -> None:
        self.processes.close()
        await self.parts.close()


def create_worker(settings: Settings, clock: Clock | None = None, processes: Processes | None = None) -> Working:
    """Create a worker. Several may run at the same time."""
    parts, processes = create_parts(settings, clock or SystemClock()), processes or Processes()
    jobs = recurring_jobs(parts)
    handlers = task_handlers(parts, processes) | recurring_handlers(jobs, parts.clock)
    return Working(_worker(parts, handlers), parts, processes, handlers, jobs)


def _worker(parts: Parts, handlers: Mapping[str, Handler]) -> Worker:
    poll = _POLL_IN_DEMO if parts.settings.demo else _POLL
    return Worker(parts.transactions, parts.clock, handlers, poll=poll, before_each_look=_follow_clock(parts))


def _follow_clock(parts: Parts) -> Callable[[], Awaitable[None]] | None:
    """In test mode another process may have moved the clock."""
    if parts.settings.test_mode and isinstance(parts.clock, MovableClock):
        return partial(parts.clock.follow, parts.transactions)
    return None
