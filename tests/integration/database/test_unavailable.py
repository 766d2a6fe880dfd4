"""A database that is busy, full or away says so by one error, whatever its driver raises."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, func, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.commits import has_committed, watching_commits
from portal.database.engine import Patience, create_engine
from portal.database.transactions import Transactions
from portal.database.unavailable import DatabaseUnavailable
from tests.factories.database import on_postgresql
from tests.integration.database.fresh import fresh_database, url_of

NUMBERS = Table("numbers", MetaData(), Column("id", Integer, primary_key=True), Column("content", LargeBinary))
ADD_ONE = insert(NUMBERS).values(id=1)
CHANGE_IT = update(NUMBERS).where(NUMBERS.c.id == 1).values(content=b"changed")
COUNT = select(func.count()).select_from(NUMBERS)
LITTLE = Patience(free_connection=0.05, lock=0.05)
"""Not for new connections: those a busy server answers when it can."""

on_sqlite_alone = pytest.mark.skipif(on_postgresql(), reason="a limit that SQLite has")
on_postgresql_alone = pytest.mark.skipif(not on_postgresql(), reason="there is a server and a line to it")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with fresh_database(tmp_path, [NUMBERS]) as engine:
        yield engine


@pytest.fixture
async def impatient(database: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(url_of(database), LITTLE)
    yield engine
    await engine.dispose()


@asynccontextmanager
async def all_connections(transactions: Transactions) -> AsyncIterator[None]:
    """Taken by others, for a while."""
    async with AsyncExitStack() as stack:
        for _ in range(10 if on_postgresql() else 15):
            await stack.enter_async_context(transactions.reading())
        yield


async def test_no_connection_is_left(impatient: AsyncEngine) -> None:
    transactions = Transactions(impatient)

    async with all_connections(transactions):
        with pytest.raises(DatabaseUnavailable):
            async with transactions.reading():
                pytest.fail("there was one")
        with pytest.raises(DatabaseUnavailable):
            async with transactions.writing():
                pytest.fail("there was one")

    async with transactions.reading() as session:
        assert await session.scalar(COUNT) == 0


async def test_whoever_comes_after_many_who_wait_does_not_wait(database: AsyncEngine) -> None:
    transactions = Transactions(database, most_waiting=2)

    async def count() -> int | None:
        async with transactions.reading() as session:
            found: int | None = await session.scalar(COUNT)
            return found

    async with all_connections(transactions):
        waiting = [asyncio.create_task(count()) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(DatabaseUnavailable):
            await count()

    assert await asyncio.gather(*waiting) == [0, 0]
    assert await count() == 0


async def test_another_holds_what_is_to_be_written(database: AsyncEngine, impatient: AsyncEngine) -> None:
    holder, transactions = Transactions(database), Transactions(impatient)
    async with holder.writing() as session:
        await session.execute(ADD_ONE)

    async with holder.writing() as session:
        await session.execute(CHANGE_IT)
        with pytest.raises(DatabaseUnavailable):
            async with transactions.writing() as other:
                await other.execute(CHANGE_IT)

    async with transactions.writing() as session:
        await session.execute(CHANGE_IT)


async def test_it_is_away(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    urls = [f"sqlite+aiosqlite:///{nowhere / 'kezek.db'}"]
    if on_postgresql():
        urls = [f"postgresql+asyncpg://kezek@/kezek?host={nowhere}", "postgresql+asyncpg://kezek@127.0.0.1:1/kezek"]
    for url in urls:
        engine = create_engine(url)
        with all_threads_ended(), pytest.raises(DatabaseUnavailable):
            async with Transactions(engine).reading():
                pytest.fail("it answered")
        await engine.dispose()


@contextmanager
def all_threads_ended() -> Iterator[None]:
    """A thread that outlives the event loop could no longer tell it that it ends."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join()


async def test_a_fault_of_the_statement_stays_what_it_is(database: AsyncEngine) -> None:
    transactions = Transactions(database)

    async def add_twice() -> None:
        async with transactions.writing() as session:
            await session.execute(ADD_ONE)
            await session.execute(ADD_ONE)

    with pytest.raises(IntegrityError):
        await add_twice()

    async with transactions.reading() as session:
        assert await session.scalar(COUNT) == 0


async def test_what_is_raised_in_a_transaction_undoes_it_and_passes(database: AsyncEngine) -> None:
    transactions = Transactions(database)

    async def add_and_fail() -> None:
        async with transactions.writing() as session:
            await session.execute(ADD_ONE)
            raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        await add_and_fail()

    async with transactions.reading() as session:
        assert await session.scalar(COUNT) == 0


async def test_a_commit_is_noted_unless_it_is_bookkeeping_or_fails(database: AsyncEngine) -> None:
    transactions = Transactions(database)

    async def noted(*, bookkeeping: bool, fails: bool) -> bool:
        with watching_commits():
            with suppress(FileNotFoundError):
                async with transactions.writing(bookkeeping=bookkeeping):
                    if fails:
                        raise FileNotFoundError
            return has_committed()

    assert await noted(bookkeeping=False, fails=False)
    assert not await noted(bookkeeping=True, fails=False)
    assert not await noted(bookkeeping=False, fails=True)
    assert not has_committed()


@on_sqlite_alone
async def test_the_disk_is_full(database: AsyncEngine) -> None:
    transactions = Transactions(database)

    async def add_much() -> None:
        async with transactions.writing() as session:
            await session.execute(text("PRAGMA max_page_count = 10"))
            await session.execute(ADD_ONE.values(content=bytes(100_000)))

    with pytest.raises(DatabaseUnavailable):
        await add_much()


@on_postgresql_alone
async def test_the_server_says_that_it_cannot_now(database: AsyncEngine) -> None:
    for state in ("40001", "40P01", "53100", "53200", "55P03", "57014", "57P03", "08006"):
        with pytest.raises(DatabaseUnavailable):
            async with Transactions(database).writing() as session:
                await session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '{state}'; END $$"))


@on_postgresql_alone
async def test_the_server_takes_no_more_connections(database: AsyncEngine) -> None:
    url = make_url(url_of(database))
    role = f"crowd_{url.database}"
    async with Transactions(database).writing() as session:
        await session.execute(text(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 0"))
    crowded = create_engine(url.set(username=role).render_as_string(hide_password=False))

    with pytest.raises(DatabaseUnavailable):
        async with Transactions(crowded).reading():
            pytest.fail("it took one")

    await crowded.dispose()
    async with Transactions(database).writing() as session:
        await session.execute(text(f"DROP ROLE {role}"))


@on_postgresql_alone
@pytest.mark.parametrize("committing", [False, True])
async def test_the_line_breaks(database: AsyncEngine, *, committing: bool) -> None:
    """While it is being committed, nobody can say here whether it was."""
    transactions = Transactions(database)

    async def add_on_a_line_that_breaks() -> None:
        async with transactions.writing() as session:
            await session.execute(ADD_ONE)
            pid = await session.scalar(select(func.pg_backend_pid()))
            async with transactions.writing() as other:
                await other.execute(select(func.pg_terminate_backend(pid)))
            if not committing:
                await session.execute(CHANGE_IT)

    with pytest.raises(DatabaseUnavailable) as raised:
        await add_on_a_line_that_breaks()

    assert raised.value.in_doubt is committing
    async with transactions.reading() as session:
        assert await session.scalar(COUNT) == 0
