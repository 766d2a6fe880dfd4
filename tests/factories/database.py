"""The tests' databases: SQLite files, or databases of the PostgreSQL server that KEZEK_DATABASE_URL names."""

import os
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from portal.database.base import Base

SERVER = "KEZEK_DATABASE_URL"
DATABASE = "kezek.db"
"""The file's name, on SQLite."""
_ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
"""


def on_postgresql() -> bool:
    return os.environ.get(SERVER, "").startswith("postgresql")


def database_url(folder: Path, name: str) -> str:
    """Return the URL of the database of this name; on SQLite that of the folder's one database."""
    if on_postgresql():
        return make_url(os.environ[SERVER]).set(database=name).render_as_string(hide_password=False)
    return f"sqlite+aiosqlite:///{folder / DATABASE}"


async def create_database(name: str) -> None:
    """Create the database on PostgreSQL; SQLite creates its file on opening."""
    if on_postgresql():
        await _on_server(f"CREATE DATABASE {name}")


async def drop_database(name: str) -> None:
    """Drop the database on PostgreSQL; an SQLite file is deleted with its folder."""
    if on_postgresql():
        await _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def keep_known_state(name: str) -> None:
    """Copy the tables on PostgreSQL for `put_back_known_state`. An SQLite file is copied instead."""
    if on_postgresql():
        copies = (f"CREATE TABLE known_state.{table} AS TABLE public.{table};" for table in _tables())
        await _script(name, f"CREATE SCHEMA known_state; {''.join(copies)}")


async def put_back_known_state(name: str) -> None:
    """Restore the copied tables on PostgreSQL, in a tenth of the time of a new database. Disables the triggers."""
    if on_postgresql():
        emptied = (f"DELETE FROM public.{table};" for table in _tables())  # noqa: S608 -- our own names
        filled = (f"INSERT INTO public.{table} TABLE known_state.{table};" for table in _tables())
        await _script(name, f"{_ALONE} SET session_replication_role = replica; {''.join([*emptied, *filled])}")


def _tables() -> list[str]:
    return sorted([*Base.metadata.tables, "alembic_version"])


async def _script(name: str, script: str) -> None:
    """Run several statements at once in one transaction, which only the driver itself can."""
    engine = create_async_engine(database_url(Path(), name))
    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        await driver.execute(script)  # type: ignore[union-attr]
    await engine.dispose()


async def _on_server(command: str) -> None:
    engine = create_async_engine(os.environ[SERVER], isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(command))
    await engine.dispose()
