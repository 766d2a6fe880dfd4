"""Record the SQL statements of a piece of code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

_TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
_WRITING = ("INSERT", "UPDATE", "DELETE")
_COUNTING = "INSERT INTO attempts"


@contextmanager
def statements() -> Iterator[list[str]]:
    """Record every statement of any engine, except BEGIN, COMMIT and ROLLBACK."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(_TRANSACTION):
            said.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def writing(said: list[str]) -> list[str]:
    """Return the statements that write, except those that count attempts."""
    return [one for one in said if one.startswith(_WRITING) and not one.startswith(_COUNTING)]
