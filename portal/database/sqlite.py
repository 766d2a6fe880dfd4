"""SQLite's driver. aiosqlite switches threads four times for each statement, which costs more than the statement.

A reading transaction never waits in WAL mode, and lists are paged, so it runs on the event loop's thread. From its
first statement that may wait for another writer or for the disk, a transaction runs in the connection's thread, with
one switch a statement, so the event loop is not blocked.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Self

import aiosqlite

_ITERATED_AT_ONCE = 64
_WAITS_FOR_NOBODY = ("SELECT ", "BEGIN DEFERRED")


class Connection(aiosqlite.Connection):
    """aiosqlite's connection with our own cursors, for `async_creator_fn` of SQLAlchemy's dialect."""

    _in_thread = False
    """Whether the thread may be running this transaction, perhaps for a caller that was cancelled."""

    def cursor(self) -> "Cursor":  # type: ignore[override]
        return Cursor(self)

    async def run(self, statement: str, parameters: Sequence[Any]) -> "StatementResult":
        if not self._in_thread and statement.startswith(_WAITS_FOR_NOBODY):
            return StatementResult(self._conn, statement, parameters)
        outcome: StatementResult = await self._hop(StatementResult, self._conn, statement, parameters)
        return outcome

    async def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> int:
        cursor: sqlite3.Cursor = await self._hop(self._conn.executemany, statement, rows)
        return cursor.rowcount

    async def _hop(self, function: Callable[..., Any], *arguments: object) -> Any:
        self._in_thread = True
        return await self._execute(function, *arguments)  # type: ignore[no-untyped-call]

    async def commit(self) -> None:
        await super().commit()
        self._in_thread = False

    async def rollback(self) -> None:
        if not self._in_thread:
            self._conn.rollback()
            return
        await super().rollback()
        self._in_thread = False


def connect(path: str, **options: Any) -> Connection:
    """The caller awaits the result. The options are those of `sqlite3.connect`."""
    connection = Connection(lambda: sqlite3.connect(path, **options), _ITERATED_AT_ONCE)
    connection._thread.daemon = True  # noqa: SLF001 -- as the dialect does with connections it makes itself
    return connection


class StatementResult:
    """The result of a statement: all rows, read at once."""

    __slots__ = ("description", "lastrowid", "rowcount", "rows")

    def __init__(self, connection: sqlite3.Connection, statement: str, parameters: Sequence[Any]) -> None:
        cursor = connection.execute(statement, parameters)
        self.description = cursor.description
        self.rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()


class Cursor:
    """The part of a cursor that SQLAlchemy's dialect uses."""

    description: Any = None
    rowcount = -1
    lastrowid: int | None = None
    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        outcome = await self._connection.run(statement, parameters)
        self._rows, self.description = outcome.rows, outcome.description
        self.rowcount, self.lastrowid = outcome.rowcount, outcome.lastrowid

    async def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        self.rowcount = await self._connection.run_many(statement, rows)

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """Does nothing: no cursor stays open."""
