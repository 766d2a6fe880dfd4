"""How a connection is opened. On SQLite each transaction declares at its start whether it writes.

Without that, one of two concurrent read-modify-writes is lost silently. Errors do not show the parameters of a
statement, which may be personal data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from portal.database.sqlite import connect

WRITE = "kezek_write"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # otherwise INSERT OR REPLACE would delete a row without its triggers
    "mmap_size=268435456",
)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait before the database counts as unavailable."""

    free_connection: float = 10
    """For one of the pool, while all are in use."""
    new_connection: float = 10
    """For PostgreSQL to answer a new one."""
    lock: float = 15
    """For what another transaction holds."""


def create_engine(url: str, patience: Patience = Patience()) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///path` or `postgresql+asyncpg://...`."""
    if url.startswith("sqlite"):
        return _sqlite_engine(url, patience)
    arguments = {
        "timeout": patience.new_connection,
        "server_settings": {"lock_timeout": str(_milliseconds(patience.lock))},
    }
    return _engine(url, patience, arguments, most_extra=5)


def _sqlite_engine(url: str, patience: Patience) -> AsyncEngine:
    engine = _engine(url, patience, {"isolation_level": None, "async_creator_fn": connect}, most_extra=10)
    pragmas = (*_PRAGMAS, f"busy_timeout={_milliseconds(patience.lock)}")
    event.listen(engine.sync_engine, "connect", partial(_set_pragmas, pragmas))
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _engine(url: str, patience: Patience, arguments: Mapping[str, object], most_extra: int) -> AsyncEngine:
    return create_async_engine(
        url,
        connect_args=arguments,
        pool_size=5,
        max_overflow=most_extra,
        pool_timeout=patience.free_connection,
        hide_parameters=True,
    )


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _set_pragmas(pragmas: Sequence[str], connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
