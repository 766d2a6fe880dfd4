"""Transactions for reading and for writing. SQLAlchemy's session is the unit of work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from portal.database.commits import note_commit
from portal.database.engine import WRITE
from portal.database.unavailable import DatabaseUnavailable, committing, opening, running

MOST_WAITING = 100
"""Transactions of one process that wait for a connection. One more would only wait until the pool gives up."""


class Transactions:
    """Opens transactions. An act is given the session; its caller, who opened it here, commits once.

    Raises DatabaseUnavailable if the database is busy or away. Unless it is `in_doubt`, nothing was written.
    """

    def __init__(self, engine: AsyncEngine, most_waiting: int = MOST_WAITING) -> None:
        self._read = async_sessionmaker(_with_snapshots(engine), expire_on_commit=False, autoflush=False)
        self._write = async_sessionmaker(engine.execution_options(**{WRITE: True}), expire_on_commit=False)
        self._most_waiting = most_waiting
        self._waiting = 0

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A snapshot to read from; changes in it are not kept."""
        async with self._opened(self._read) as session:
            yield session

    @asynccontextmanager
    async def writing(self, *, bookkeeping: bool = False) -> AsyncIterator[AsyncSession]:
        """Commits on leaving without an exception; waits for other writers at the start, not at the end.

        `bookkeeping`: what it writes is the portal's own, such as a counted attempt, and nothing that was sent.
        """
        async with self._opened(self._write) as session:
            yield session
            with committing():
                await session.commit()
        if not bookkeeping:
            note_commit()

    @asynccontextmanager
    async def _opened(self, sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
        with running():
            async with sessions() as session:
                await self._open(session)
                yield session

    async def _open(self, session: AsyncSession) -> None:
        if self._waiting >= self._most_waiting:
            raise DatabaseUnavailable
        self._waiting += 1
        try:
            with opening():
                await session.connection()
        finally:
            self._waiting -= 1


def _with_snapshots(engine: AsyncEngine) -> AsyncEngine:
    """SQLite reads from a snapshot anyway; PostgreSQL's default shows each statement the latest commits.

    Locking rows in a snapshot fails if another transaction has changed them, so here PostgreSQL refuses every lock.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
