"""One row moves every process's clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.clock import MovableClock
from portal.database.transactions import Transactions
from portal.jobs.worker import Worker
from portal.kernel.clock import Clock
from portal.outbox.put import put
from tests.factories.deadline import DEADLINE
from tests.fakes.clock import TUESDAY_TEN, SettableClock
from tests.integration.outbox.effects import effects, leave

DAY = timedelta(days=1)


def another() -> MovableClock:
    """Of another process."""
    return MovableClock(SettableClock())


def test_a_clock_that_was_never_moved_is_the_machines(clock: MovableClock) -> None:
    assert isinstance(clock, Clock)
    assert (clock.now(), clock.offset) == (TUESDAY_TEN, timedelta())


@pytest.mark.parametrize("by", [25 * DAY, -400 * DAY, timedelta(microseconds=1)], ids=str)
async def test_what_one_process_moves_all_others_follow(
    clock: MovableClock, transactions: Transactions, by: timedelta
) -> None:
    other = another()
    await other.follow(transactions)
    assert other.offset == timedelta()

    await clock.move(transactions, by)
    await other.follow(transactions)

    assert clock.now() == other.now() == TUESDAY_TEN + by


async def test_moves_add_up_and_can_be_taken_back(clock: MovableClock, transactions: Transactions) -> None:
    for by in (DAY, 2 * DAY, -3 * DAY):
        await clock.move(transactions, by)

    other = another()
    await other.follow(transactions)
    assert clock.offset == other.offset == timedelta()


class Held:
    """Transactions whose readers have read, and come to what they have read only when they are let go."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self.has_read, self.go_on = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        async with self._transactions.reading() as session:
            yield session
        self.has_read.set()
        await self.go_on.wait()


@pytest.mark.parametrize("moved_here", [True, False])
async def test_who_looked_before_the_move_does_not_undo_it(
    clock: MovableClock, transactions: Transactions, *, moved_here: bool
) -> None:
    """A request that began earlier has read the row, and takes it only now."""
    held: Any = Held(transactions)
    late = asyncio.create_task(clock.follow(held))
    await held.has_read.wait()
    await (clock if moved_here else another()).move(transactions, DAY)
    await clock.follow(transactions)

    held.go_on.set()
    await late

    assert clock.offset == DAY


async def test_a_worker_elsewhere_sees_the_moved_time_at_its_next_look(
    clock: MovableClock, transactions: Transactions
) -> None:
    other, done, stop = another(), asyncio.Event(), asyncio.Event()

    async def handler(task: object) -> object:
        done.set()
        return leave("tomorrow's")

    async def follow() -> None:
        await other.follow(transactions)

    worker = Worker(transactions, other, {"test": handler}, poll=0.01, before_each_look=follow)  # type: ignore[dict-item]
    async with transactions.writing() as session:
        await put(session, "test", "tomorrow", {}, TUESDAY_TEN + DAY)
    working = asyncio.create_task(worker.run(stop))

    await clock.move(transactions, DAY)
    async with asyncio.timeout(DEADLINE):
        await done.wait()
    stop.set()
    await working

    assert await effects(transactions) == {"tomorrow's": 1}
