"""Migrations make the schema that the tables declare."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.base import Base
from portal.migrations import TABLES
from portal.migrations.run import configuration, upgrade_schema
from tests.integration.database.fresh import fresh_database


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with fresh_database(tmp_path, []) as empty:
        yield empty


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, Base.metadata))


def schema(connection: Connection) -> dict[str, tuple[list[str], list[str]]]:
    """The columns of each table with their types, and its indexes."""
    found = inspect(connection)
    return {
        table: (
            [f"{column['name']} {column['type']} {column['nullable']}" for column in found.get_columns(table)],
            [f"{index['name']} {index['column_names']}" for index in found.get_indexes(table)],
        )
        for table in found.get_table_names()
    }


def version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def newest(connection: Connection) -> str | None:
    return ScriptDirectory.from_config(configuration(connection)).get_current_head()


async def test_a_migrated_database_is_what_the_tables_say(engine: AsyncEngine) -> None:
    await upgrade_schema(engine)

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(version) == await connection.run_sync(newest) is not None


async def test_every_table_is_made_by_the_migrations(engine: AsyncEngine) -> None:
    await upgrade_schema(engine)

    async with engine.connect() as connection:
        assert set(await connection.run_sync(schema)) == set(Base.metadata.tables) | {"alembic_version"}


def test_every_module_of_tables_is_known_to_the_migrations() -> None:
    files = [file for room in ("portal", "auth") for file in Path(room).rglob("tables.py")]

    assert sorted(module.__name__ for module in TABLES) == sorted(
        ".".join(file.with_suffix("").parts) for file in files
    )


async def test_a_second_upgrade_changes_nothing(engine: AsyncEngine) -> None:
    await upgrade_schema(engine)
    async with engine.connect() as connection:
        before = await connection.run_sync(schema)
    async with engine.execution_options(kezek_write=True).begin() as connection:
        await connection.execute(text("INSERT INTO number_series (year, last) VALUES (2026, 17)"))

    await upgrade_schema(engine)

    async with engine.connect() as connection:
        assert await connection.run_sync(schema) == before
        assert (await connection.execute(text("SELECT last FROM number_series"))).scalars().all() == [17]


async def test_of_several_upgrades_at_once_one_does_the_work(engine: AsyncEngine) -> None:
    await asyncio.gather(*(upgrade_schema(engine) for _ in range(4)))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_the_migrations_are_one_line_from_first_to_last() -> None:
    scripts = ScriptDirectory(str(Path("portal/migrations").resolve()))

    assert (len(scripts.get_bases()), len(scripts.get_heads())) == (1, 1)
