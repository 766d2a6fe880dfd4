"""How a connection is opened. On SQLite each transaction says at its start whether it will write.

Without that, two read-modify-writes at once lose one of them without a word. Errors do not repeat what a statement was
given: it is personal data.
"""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from portal.database.sqlite import connect

WRITE = "kezek_write"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # so that INSERT OR REPLACE deletes no row past the triggers that keep it
    "busy_timeout=15000",
    "mmap_size=268435456",
)


def create_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///path` or `postgresql+asyncpg://...`."""
    if url.startswith("sqlite"):
        return _sqlite_engine(url)
    return create_async_engine(url, pool_size=5, max_overflow=5, hide_parameters=True)


def _sqlite_engine(url: str) -> AsyncEngine:
    arguments = {"isolation_level": None, "async_creator_fn": connect}
    engine = create_async_engine(url, connect_args=arguments, pool_size=5, max_overflow=10, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
