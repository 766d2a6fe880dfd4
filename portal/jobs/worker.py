"""The worker: takes tasks out of the outbox, does each outside any transaction, settles it in one of its own.

Any number of workers may run, in any number of processes; the lease of a task tells them apart.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import structlog

from portal.database.transactions import Transactions
from portal.kernel.clock import Clock
from portal.outbox.work import LEASE, Handler, Task, claim, fail, is_due, settle

_log = structlog.get_logger(__name__)


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
    ) -> None:
        """`poll`: seconds between two looks while idle. `at_once`: how many tasks are under way together."""
        self._transactions = transactions
        self._clock = clock
        self._handlers = handlers
        self._kinds = tuple(sorted(handlers))
        self._poll = poll
        self._at_once = at_once
        self._lease = lease

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then finish what is under way."""
        running: set[asyncio.Task[None]] = set()
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

    async def _look(self, free: int) -> list[Task]:
        """A database that is away for a while ends no worker: it looks again at the next turn."""
        try:
            return await self._claim(free)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the worker goes on
            _log.warning("outbox_out_of_reach", error=type(error).__name__)
            return []

    async def _claim(self, free: int) -> list[Task]:
        now = self._clock.now()
        if free < 1 or not await self._is_due():
            return []
        async with self._transactions.writing() as session:
            return await claim(session, now, self._kinds, free, self._lease)

    async def _is_due(self) -> bool:
        async with self._transactions.reading() as session:
            return await is_due(session, self._clock.now(), self._kinds)

    async def _rest(self, stop: asyncio.Event, running: set[asyncio.Task[None]]) -> None:
        """Until asked to stop, until a task under way is over, or until it is time to look again."""
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({stopped, *running}, timeout=self._poll, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()

    async def _do(self, task: Task) -> None:
        try:
            held = await self._handle_and_settle(task)
        except Exception as error:  # noqa: BLE001 -- a handler may raise anything; it is counted
            await self._fail(task, type(error).__name__)
        else:
            if not held:
                _log.warning("task_lease_lost", kind=task.kind, task=str(task.id))

    async def _handle_and_settle(self, task: Task) -> bool:
        """No handler outlives its lease: another worker would be doing the same already."""
        async with asyncio.timeout(self._lease.total_seconds()):
            settlement = await self._handlers[task.kind](task)
        async with self._transactions.writing() as session:
            return await settle(session, task, settlement, self._clock.now())

    async def _fail(self, task: Task, error: str) -> None:
        """Only the exception's class is kept: its text may hold personal data."""
        _log.warning("task_failed", kind=task.kind, task=str(task.id), attempt=task.attempts, error=error)
        try:
            async with self._transactions.writing() as session:
                await fail(session, task, error, self._clock.now())
        except Exception as second:  # noqa: BLE001 -- whatever it is, the worker goes on
            # Left under its lease: when that runs out, the task is done again.
            _log.warning("task_unsettled", kind=task.kind, task=str(task.id), error=type(second).__name__)
