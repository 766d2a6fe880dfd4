"""Our SQLite driver: a statement that may wait runs in a thread, any other without a switch to one."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, update
from sqlalchemy.exc import OperationalError

from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from tests.factories.deadline import DEADLINE

NOTES = Table("notes", MetaData(), Column("id", Integer, primary_key=True), Column("value", Integer))
VALUES = select(NOTES.c.value).order_by(NOTES.c.id)


@pytest.fixture
async def transactions(tmp_path: Path) -> AsyncIterator[Transactions]:
    """SQLite whatever the suite runs on: the driver is its own."""
    engine = create_engine(f"sqlite+aiosqlite:///{tmp_path / 'driver.db'}")
    async with engine.execution_options(kezek_write=True).begin() as connection:
        await connection.run_sync(NOTES.create)
    yield Transactions(engine)
    await engine.dispose()


async def add(transactions: Transactions, *values: int) -> None:
    async with transactions.writing() as session:
        await session.execute(insert(NOTES), [{"value": value} for value in values])


async def found(transactions: Transactions) -> list[int]:
    async with transactions.reading() as session:
        return list((await session.scalars(VALUES)).all())


async def test_one_row_and_many_are_written_and_counted(transactions: Transactions) -> None:
    await add(transactions, 1)
    await add(transactions, 2, 3, 4)
    async with transactions.writing() as session:
        changed = await session.execute(update(NOTES).where(NOTES.c.value > 1).values(value=NOTES.c.value * 10))

    assert await found(transactions) == [1, 20, 30, 40]
    assert changed.rowcount == 3  # type: ignore[attr-defined]


async def test_a_writer_that_stops_waiting_holds_up_nobody(transactions: Transactions) -> None:
    """Its statement goes on waiting in its thread; the loop must not wait with it."""
    await add(transactions, 1)
    async with transactions.writing() as session:
        await session.execute(update(NOTES).values(value=2))
        waiting = asyncio.create_task(add(transactions, 3))
        async with asyncio.timeout(DEADLINE):
            await asyncio.wait({waiting}, timeout=0.1)
            waiting.cancel()
            seen = await asyncio.gather(*(found(transactions) for _ in range(8)))

    await asyncio.wait({waiting}, timeout=DEADLINE)
    async with asyncio.timeout(DEADLINE):
        await add(transactions, 4)
    assert (waiting.cancelled(), seen, await found(transactions)) == (True, [[1]] * 8, [2, 4])


async def test_a_reader_is_not_held_up_by_a_writer_in_the_same_loop(transactions: Transactions) -> None:
    await add(transactions, 1)
    async with transactions.writing() as session:
        await session.execute(update(NOTES).values(value=2))
        async with asyncio.timeout(DEADLINE):
            seen = await asyncio.gather(*(found(transactions) for _ in range(8)))

    assert seen == [[1]] * 8


async def test_a_fault_of_a_statement_is_told_and_the_connection_goes_on(transactions: Transactions) -> None:
    for opened in (transactions.reading, transactions.writing):
        with pytest.raises(OperationalError, match="no such table"):
            async with opened() as session:
                await session.execute(select(Table("nowhere", MetaData(), Column("id", Integer))))

    await add(transactions, 1)
    assert await found(transactions) == [1]
