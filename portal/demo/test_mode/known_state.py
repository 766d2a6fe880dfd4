"""The database that a reset restores: the seeded people alone."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.engine import create_engine

_BETWEEN_TRIES = 0.01


class KnownState:
    """Made at the start, in a file beside the database in use. SQLite alone: a demonstration has no other."""

    def __init__(self, in_use: Path, kept: Path) -> None:
        self._in_use = in_use
        self._kept = kept

    async def prepare(self, fill: Callable[[AsyncEngine], Awaitable[None]]) -> None:
        for file in self._kept.parent.glob(f"{self._kept.name}*"):
            file.unlink()
        engine = create_engine(f"sqlite+aiosqlite:///{self._kept}")
        await fill(engine)
        await engine.dispose()

    def put_back(self) -> None:
        """Overwrite the database in one transaction. Open connections see it from their next one on."""
        with closing(sqlite3.connect(self._kept)) as kept, closing(sqlite3.connect(self._in_use)) as in_use:
            kept.backup(in_use, sleep=_BETWEEN_TRIES)
