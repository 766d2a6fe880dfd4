"""A database for one test: SQLite in a folder, or beside the PostgreSQL that KEZEK_DATABASE_URL names."""

import os
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Table, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from portal.database.engine import create_engine

_SERVER = os.environ.get("KEZEK_DATABASE_URL", "")
ON_POSTGRESQL = _SERVER.startswith("postgresql")


@asynccontextmanager
async def fresh_database(folder: Path, tables: Sequence[Table]) -> AsyncIterator[AsyncEngine]:
    """The engine of an empty database that has these tables alone; `engine.url` opens it from elsewhere."""
    name = f"kezek_test_{secrets.token_hex(6)}"
    if ON_POSTGRESQL:
        await _on_server(f"CREATE DATABASE {name}")
    engine = create_engine(_url(folder, name))
    try:
        await _create(engine, tables)
        yield engine
    finally:
        await engine.dispose()
        if ON_POSTGRESQL:
            await _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def url_of(engine: AsyncEngine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _url(folder: Path, name: str) -> str:
    if ON_POSTGRESQL:
        return make_url(_SERVER).set(database=name).render_as_string(hide_password=False)
    return f"sqlite+aiosqlite:///{folder / name}.db"


async def _create(engine: AsyncEngine, tables: Sequence[Table]) -> None:
    async with engine.execution_options(kezek_write=True).begin() as connection:
        for table in tables:
            await connection.run_sync(table.create)


async def _on_server(command: str) -> None:
    engine = create_async_engine(_SERVER, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(command))
    await engine.dispose()
