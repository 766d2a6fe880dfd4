"""A database for one test."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.engine import create_engine
from tests.factories.database import create_database, database_url, drop_database


@asynccontextmanager
async def fresh_database(folder: Path, tables: Sequence[Table]) -> AsyncIterator[AsyncEngine]:
    """Return the engine of a new database with only these tables; `url_of` gives its URL."""
    name = f"kezek_test_{secrets.token_hex(6)}"
    own = folder / name
    own.mkdir()
    await create_database(name)
    engine = create_engine(database_url(own, name))
    try:
        await _create(engine, tables)
        yield engine
    finally:
        await engine.dispose()
        await drop_database(name)


def url_of(engine: AsyncEngine) -> str:
    return engine.url.render_as_string(hide_password=False)


async def _create(engine: AsyncEngine, tables: Sequence[Table]) -> None:
    async with engine.execution_options(kezek_write=True).begin() as connection:
        for table in tables:
            await connection.run_sync(table.create)
