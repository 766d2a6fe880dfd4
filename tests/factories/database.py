"""The tests' databases: SQLite, a file each; or PostgreSQL, beside the database that KEZEK_DATABASE_URL names."""

import os
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

SERVER = "KEZEK_DATABASE_URL"


def on_postgresql() -> bool:
    return os.environ.get(SERVER, "").startswith("postgresql")


def database_url(folder: Path, name: str) -> str:
    """The database of this name; on SQLite the one in the folder, whatever its name."""
    if on_postgresql():
        return make_url(os.environ[SERVER]).set(database=name).render_as_string(hide_password=False)
    return f"sqlite+aiosqlite:///{folder / 'kezek.db'}"


async def create_database(name: str, template: str | None = None) -> None:
    """On PostgreSQL, where one must be made before it is opened. Of a template nobody may be connected to."""
    if on_postgresql():
        await _on_server(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))


async def drop_database(name: str) -> None:
    """On PostgreSQL; a file goes with its folder."""
    if on_postgresql():
        await _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def _on_server(command: str) -> None:
    engine = create_async_engine(os.environ[SERVER], isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(command))
    await engine.dispose()
