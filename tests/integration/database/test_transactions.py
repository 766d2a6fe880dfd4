"""Reading and writing: no update is lost, and neither waits for the other unnecessarily."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Select, Table, insert, select, update
from sqlalchemy.exc import DBAPIError, StatementError

from portal.database.engine import Patience, create_engine
from portal.database.transactions import Transactions
from portal.database.types import UtcDateTime
from tests.factories.database import on_postgresql
from tests.factories.deadline import DEADLINE
from tests.integration.database.fresh import fresh_database, url_of

sqlite_only = pytest.mark.skipif(on_postgresql(), reason="PostgreSQL holds the rows it is asked to, SQLite all of them")

COUNTERS = Table(
    "counters",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("value", Integer, nullable=False),
    Column("moment", UtcDateTime),
)
AT_ONCE = 120
VALUE = select(COUNTERS.c.value).where(COUNTERS.c.id == 1)


@pytest.fixture
async def transactions(tmp_path: Path) -> AsyncIterator[Transactions]:
    """They wait for each other as long as a busy machine needs."""
    async with fresh_database(tmp_path, [COUNTERS]) as engine:
        patient = create_engine(
            url_of(engine), Patience(free_connection=DEADLINE, new_connection=DEADLINE, lock=DEADLINE)
        )
        opened = Transactions(patient, most_waiting=AT_ONCE)
        async with opened.writing() as session:
            await session.execute(insert(COUNTERS).values(id=1, value=0))
        yield opened
        await patient.dispose()


async def set_value(session: Any, value: int) -> None:
    await session.execute(update(COUNTERS).where(COUNTERS.c.id == 1).values(value=value))


async def read_value(transactions: Transactions) -> int | None:
    async with transactions.reading() as session:
        found: int | None = await session.scalar(VALUE)
        return found


@pytest.mark.parametrize(
    "read", [pytest.param(VALUE, id="read", marks=sqlite_only), pytest.param(VALUE.with_for_update(), id="held")]
)
async def test_no_update_of_many_at_once_is_lost(transactions: Transactions, read: Select[int]) -> None:
    async def add_one() -> None:
        async with transactions.writing() as session:
            value = await session.scalar(read)
            await set_value(session, (value or 0) + 1)

    await asyncio.gather(*(add_one() for _ in range(AT_ONCE)))

    assert await read_value(transactions) == AT_ONCE


async def test_reader_waits_for_no_writer_and_sees_no_half_of_its_work(transactions: Transactions) -> None:
    async with transactions.writing() as session:
        await set_value(session, 7)
        async with asyncio.timeout(DEADLINE):
            assert await read_value(transactions) == 0

    assert await read_value(transactions) == 7


async def test_writer_waits_for_no_reader_and_the_reader_keeps_its_view(transactions: Transactions) -> None:
    async with transactions.reading() as reader:
        assert await reader.scalar(VALUE) == 0
        async with asyncio.timeout(DEADLINE), transactions.writing() as session:
            await set_value(session, 7)
        assert await reader.scalar(VALUE) == 0

    assert await read_value(transactions) == 7


async def test_exception_leaves_nothing_written(transactions: Transactions) -> None:
    async def half() -> None:
        async with transactions.writing() as session:
            await set_value(session, 7)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await half()

    assert await read_value(transactions) == 0


async def test_what_is_written_while_reading_is_not_kept(transactions: Transactions) -> None:
    """PostgreSQL does not even take it."""
    refusing = pytest.raises(DBAPIError, match="read-only transaction") if on_postgresql() else nullcontext()
    with refusing:
        async with transactions.reading() as session:
            await set_value(session, 7)

    assert await read_value(transactions) == 0


async def test_naive_moment_is_refused(transactions: Transactions) -> None:
    naive = datetime(2026, 11, 22)  # noqa: DTZ001 -- on purpose
    async with transactions.writing() as session:
        with pytest.raises(StatementError, match="a moment without its zone cannot be stored"):
            await session.execute(update(COUNTERS).values(moment=naive))


async def test_moment_comes_back_the_same_and_in_utc(transactions: Transactions) -> None:
    in_oral = datetime(2026, 11, 22, 2, 30, tzinfo=timezone(timedelta(hours=5)))
    async with transactions.writing() as session:
        await session.execute(update(COUNTERS).values(moment=in_oral))

    async with transactions.reading() as session:
        moment = await session.scalar(select(COUNTERS.c.moment))

    assert repr(moment) == repr(datetime(2026, 11, 21, 21, 30, tzinfo=UTC))
