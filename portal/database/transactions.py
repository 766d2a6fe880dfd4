"""Reading and writing, told apart. SQLAlchemy's session is the unit of work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from portal.database.engine import WRITE


class Transactions:
    """Opens transactions. An act takes the session; whoever opened it here commits, once."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._read = async_sessionmaker(_with_snapshots(engine), expire_on_commit=False, autoflush=False)
        self._write = async_sessionmaker(engine.execution_options(**{WRITE: True}), expire_on_commit=False)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A snapshot to read from; nothing done in it is kept."""
        async with self._read() as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Commits on leaving without an exception; waits for other writers at the start, not at the end."""
        async with self._write() as session, session.begin():
            yield session


def _with_snapshots(engine: AsyncEngine) -> AsyncEngine:
    """SQLite reads from one anyway; PostgreSQL by itself shows each statement what has been committed by then.

    Who holds rows in a snapshot fails when another has changed them: PostgreSQL refuses it here from the start.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
