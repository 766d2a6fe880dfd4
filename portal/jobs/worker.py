"""The worker: takes tasks out of the outbox, does each outside any transaction, settles it in one of its own.

Any number of workers may run, in any number of processes; the lease of a task tells them apart.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from time import perf_counter

import structlog

from portal.database.transactions import Transactions
from portal.jobs.watched import looked, numbered, tell
from portal.kernel.clock import Clock
from portal.observing.logs import way_of
from portal.outbox.work import LEASE, Again, Handler, Settlement, Task, TryLater, claim, fail, is_due, settle

_log = structlog.get_logger(__name__)


class Outcome(StrEnum):
    """What became of a claimed task. LOST: its lease ran out meanwhile, and another worker has it."""

    DONE = "done"
    LATER = "later"
    AGAIN = "again"
    FAILED = "failed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Turn:
    """A task that was worked on, and what became of it."""

    task: Task
    outcome: Outcome


class Worker:
    """Does what is due of the kinds it has handlers for; tasks of other kinds are left to other workers."""

    def __init__(
        self,
        transactions: Transactions,
        clock: Clock,
        handlers: Mapping[str, Handler],
        *,
        poll: float = 0.5,
        at_once: int = 4,
        lease: timedelta = LEASE,
        before_each_look: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`poll`: seconds between two looks while idle. `at_once`: how many tasks are under way together."""
        self._transactions = transactions
        self._clock = clock
        self._handlers = handlers
        self._kinds = tuple(sorted(handlers))
        self._poll = poll
        self._at_once = at_once
        self._lease = lease
        self._before_each_look = before_each_look

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of task that this worker does."""
        return self._kinds

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then finish what is under way."""
        running: set[asyncio.Task[Turn]] = set()
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                tasks = await self._look(self._at_once - len(running))
                running |= {group.create_task(self._do(task)) for task in tasks}
                if not tasks:
                    await self._rest(stop, running)
                running = {one for one in running if not one.done()}

    async def run_due(self) -> int:
        """Do everything due now until nothing is left; how many tasks it was. For tests and the test mode."""
        count = 0
        while tasks := await self._claim(self._at_once):
            async with asyncio.TaskGroup() as group:
                for task in tasks:
                    group.create_task(self._do(task))
            count += len(tasks)
        return count

    async def run_next(self) -> Turn | None:
        """Do the one task that has been due longest; None where nothing is. For the test mode, which goes in order."""
        tasks = await self._claim(1)
        return await self._do(tasks[0]) if tasks else None

    async def _look(self, free: int) -> list[Task]:
        """A database that is away for a while ends no worker: it looks again at the next turn."""
        try:
            if self._before_each_look:
                await self._before_each_look()
            tasks = await self._claim(free)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the worker goes on
            _log.warning("outbox_out_of_reach", error=type(error).__name__)
            return []
        looked()
        return tasks

    async def _claim(self, free: int) -> list[Task]:
        now = self._clock.now()
        if free < 1 or not await self._is_due():
            return []
        async with self._transactions.writing() as session:
            return await claim(session, now, self._kinds, free, self._lease)

    async def _is_due(self) -> bool:
        async with self._transactions.reading() as session:
            return await is_due(session, self._clock.now(), self._kinds)

    async def _rest(self, stop: asyncio.Event, running: set[asyncio.Task[Turn]]) -> None:
        """Until asked to stop, until a task under way is over, or until it is time to look again."""
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({stopped, *running}, timeout=self._poll, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()

    async def _do(self, task: Task) -> Turn:
        begun = perf_counter()
        with numbered(task):
            turn = await self._try(task)
            tell(task, turn.outcome, perf_counter() - begun, self._clock.now())
        return turn

    async def _try(self, task: Task) -> Turn:
        try:
            outcome = await self._handle_and_settle(task)
        except Exception as error:  # noqa: BLE001 -- a handler may raise anything; it is counted
            await self._fail(task, error)
            return Turn(task, Outcome.FAILED)
        if outcome is Outcome.LOST:
            _log.warning("task_lease_lost", kind=task.kind, task=str(task.id))
        return Turn(task, outcome)

    async def _handle_and_settle(self, task: Task) -> Outcome:
        """No handler outlives its lease: another worker would be doing the same already."""
        async with asyncio.timeout(self._lease.total_seconds()):
            settlement = await self._handlers[task.kind](task)
        async with self._transactions.writing() as session:
            held = await settle(session, task, settlement, self._clock.now())
        return _outcome(settlement) if held else Outcome.LOST

    async def _fail(self, task: Task, error: Exception) -> None:
        """Only the exception's class is kept, and its way in the log: its text may hold personal data."""
        _log.warning("task_failed", kind=task.kind, task=str(task.id), attempt=task.attempts, **way_of(error))
        try:
            async with self._transactions.writing() as session:
                await fail(session, task, type(error).__name__, self._clock.now())
        except Exception as second:  # noqa: BLE001 -- whatever it is, the worker goes on
            # Left under its lease: when that runs out, the task is done again.
            _log.warning("task_unsettled", kind=task.kind, task=str(task.id), error=type(second).__name__)


def _outcome(settlement: Settlement) -> Outcome:
    if isinstance(settlement, TryLater):
        return Outcome.LATER
    return Outcome.AGAIN if isinstance(settlement, Again) else Outcome.DONE
