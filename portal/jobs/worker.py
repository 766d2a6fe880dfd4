"""The worker: claims tasks of the outbox, handles each outside any transaction, settles it in a transaction of its own.

Any number of workers may run, in any number of processes: a claimed task is leased to one of them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from time import perf_counter

import structlog

from portal.database.transactions import Transactions
from portal.jobs.reporting import report_outcome, report_poll, under_request_id
from portal.kernel.clock import Clock
from portal.observing.logs import error_fields
from portal.outbox.work import (
    LEASE,
    Again,
    Handler,
    Task,
    TaskResult,
    TryLater,
    claim_tasks,
    fail_task,
    finish_task,
    is_due,
)

_log = structlog.get_logger(__name__)


class TaskOutcome(StrEnum):
    """Of a claimed task. AGAIN: it recurs. LOST: its lease expired, and another worker has it."""

    DONE = "done"
    LATER = "later"
    AGAIN = "again"
    FAILED = "failed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Turn:
    """One task, handled."""

    task: Task
    outcome: TaskOutcome


class Worker:
    """Handles due tasks of the kinds it has handlers for, and leaves the others to other workers."""

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
        """`poll`: seconds between two looks while idle. `at_once`: how many tasks run at the same time."""
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
        """Those that have a handler here, sorted."""
        return self._kinds

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then finish the tasks in hand."""
        running: set[asyncio.Task[Turn]] = set()
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                tasks = await self._look(self._at_once - len(running))
                running |= {group.create_task(self._do(task)) for task in tasks}
                if not tasks:
                    await self._rest(stop, running)
                running = {one for one in running if not one.done()}

    async def run_due(self) -> int:
        """Handle what is due until nothing is left. The number of tasks. For tests."""
        count = 0
        while tasks := await self._claim(self._at_once):
            async with asyncio.TaskGroup() as group:
                for task in tasks:
                    group.create_task(self._do(task))
            count += len(tasks)
        return count

    async def run_next(self) -> Turn | None:
        """Handle the task that has been due longest; None where none is due. For the test mode."""
        tasks = await self._claim(1)
        return await self._do(tasks[0]) if tasks else None

    async def _look(self, free: int) -> list[Task]:
        """A database that cannot be reached does not end the worker, which looks again after `poll` seconds."""
        try:
            if self._before_each_look:
                await self._before_each_look()
            tasks = await self._claim(free)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the worker goes on
            _log.warning("outbox_out_of_reach", error=type(error).__name__)
            return []
        report_poll()
        return tasks

    async def _claim(self, free: int) -> list[Task]:
        if free < 1 or not await self._is_due():
            return []
        async with self._transactions.writing() as session:
            # Read now: a lease that began before the wait for other writers would end while its task runs.
            return await claim_tasks(session, self._clock.now(), self._kinds, free, self._lease)

    async def _is_due(self) -> bool:
        async with self._transactions.reading() as session:
            return await is_due(session, self._clock.now(), self._kinds)

    async def _rest(self, stop: asyncio.Event, running: set[asyncio.Task[Turn]]) -> None:
        """Wait for the stop, for a running task to end, or for the next look."""
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({stopped, *running}, timeout=self._poll, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()

    async def _do(self, task: Task) -> Turn:
        begun = perf_counter()
        with under_request_id(task):
            turn = await self._try(task)
            report_outcome(task, turn.outcome, perf_counter() - begun, self._clock.now())
        return turn

    async def _try(self, task: Task) -> Turn:
        try:
            outcome = await self._handle_and_settle(task)
        except Exception as error:  # noqa: BLE001 -- a handler may raise anything; it is counted
            await self._fail(task, error)
            return Turn(task, TaskOutcome.FAILED)
        if outcome is TaskOutcome.LOST:
            _log.warning("task_lease_lost", kind=task.kind, task=str(task.id))
        return Turn(task, outcome)

    async def _handle_and_settle(self, task: Task) -> TaskOutcome:
        """A handler is cancelled when its lease expires: another worker may have claimed the task by then."""
        async with asyncio.timeout(self._lease.total_seconds()):
            result = await self._handlers[task.kind](task)
        async with self._transactions.writing() as session:
            held = await finish_task(session, task, result, self._clock.now())
        return _outcome_of(result) if held else TaskOutcome.LOST

    async def _fail(self, task: Task, error: Exception) -> None:
        """Keep the exception's class, log where it was raised, and never its text, which may hold personal data."""
        _log.warning("task_failed", kind=task.kind, task=str(task.id), attempt=task.attempts, **error_fields(error))
        try:
            async with self._transactions.writing() as session:
                await fail_task(session, task, type(error).__name__, self._clock.now())
        except Exception as second:  # noqa: BLE001 -- whatever it is, the worker goes on
            # The task stays leased and is claimed again when the lease expires.
            _log.warning("task_unsettled", kind=task.kind, task=str(task.id), error=type(second).__name__)


def _outcome_of(result: TaskResult) -> TaskOutcome:
    if isinstance(result, TryLater):
        return TaskOutcome.LATER
    return TaskOutcome.AGAIN if isinstance(result, Again) else TaskOutcome.DONE
