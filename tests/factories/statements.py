"""What was said to the database while something was done."""

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
    """Every statement, by any engine, but those that only open and close transactions."""
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
    """What changes something: that an attempt is counted changes nothing for anybody."""
    return [one for one in said if one.startswith(_WRITING) and not one.startswith(_COUNTING)]
