"""The database is busy, has no free connection, or is away: one exception for all errors of drivers that say so."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from portal.kernel.errors import PortalError

_OPENING = (SQLAlchemyError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
"""Errors of opening a connection. SQLAlchemy wraps only some of them; a timeout is an OSError."""
_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
_PRIMARY = 0xFF
"""The bits of SQLite's extended result codes that name the kind."""
_CLASSES = ("08", "53", "57")
"""SQLSTATE: connection exception; insufficient resources; operator intervention, statement timeouts among them."""
_STATES = {"40001", "40P01", "55P03", "25P03", "25P04"}
"""SQLSTATE: serialization failure, deadlock, lock not available, and a transaction that was idle or open too long."""


class DatabaseUnavailable(PortalError):
    """The transaction cannot be done now, and may be tried again later. Unless it is in doubt, nothing was written.

    `in_doubt`: the connection broke during the commit, so it is not known whether the transaction was committed.
    """

    def __init__(self, *, in_doubt: bool = False) -> None:
        super().__init__()
        self.in_doubt = in_doubt


@contextmanager
def opening() -> Iterator[None]:
    """Wraps opening a connection and beginning a transaction. If that fails, nothing was done."""
    try:
        yield
    except _OPENING as error:
        raise DatabaseUnavailable from error


@contextmanager
def running() -> Iterator[None]:
    """Wraps statements. An error of the statement itself is raised unchanged."""
    try:
        yield
    except SQLAlchemyError as error:
        if not _is_unavailable(error):
            raise
        raise DatabaseUnavailable from error


@contextmanager
def committing() -> Iterator[None]:
    """Wraps a commit. If its connection is lost, it is not known whether it was done."""
    try:
        yield
    except SQLAlchemyError as error:
        if not _is_unavailable(error):
            raise
        raise DatabaseUnavailable(in_doubt=_has_lost_connection(error)) from error


def _is_unavailable(error: SQLAlchemyError) -> bool:
    if not isinstance(error, DBAPIError):
        return isinstance(error, PoolTimeout)
    return _has_lost_connection(error) or _is_sqlite_s(error.orig) or _is_postgresql_s(error.orig)


def _has_lost_connection(error: SQLAlchemyError) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _is_sqlite_s(error: BaseException | None) -> bool:
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _SQLITE


def _is_postgresql_s(error: BaseException | None) -> bool:
    state = getattr(error, "sqlstate", None) or ""
    return state in _STATES or state.startswith(_CLASSES)
