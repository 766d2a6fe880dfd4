"""The triggers that keep tables are there after every step of the schema, and in the end are what the rules say.

On SQLite a step that alters a table makes it anew, and its triggers are gone without a word.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.base import Base
from portal.migrations import TABLES
from portal.migrations.run import revisions
from tests.integration.database.fresh import fresh_database
from tests.integration.database.triggers import triggers
from tests.integration.migrations.steps import go_to, within

FIRST_WITH_TRIGGERS = "0002"
LATER = {
    "applications_kept_by_arrived_at": "0007",
    "applications_arrived_at_emptied": "0007",
    "applications_provider_id_emptied": "0007",
    "signatures_kept_by_looked_again_at": "0007",
    "messages_kept_by_closed_at": "0009",
}
"""Rules of older tables that came with a later step."""
STEPS = revisions()


@pytest.fixture
async def migrated(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with fresh_database(tmp_path, []) as engine:
        yield engine


@pytest.fixture
async def declared(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A database made from the declared tables, without migrations."""
    assert TABLES
    async with fresh_database(tmp_path, Base.metadata.sorted_tables) as engine:
        yield engine


def tables(connection: Connection) -> dict[str, list[str]]:
    found = inspect(connection)
    return {name: sorted(column["name"] for column in found.get_columns(name)) for name in found.get_table_names()}


async def test_after_every_step_the_tables_of_then_have_the_triggers_of_their_rules(
    migrated: AsyncEngine, declared: AsyncEngine
) -> None:
    rules = await within(declared, triggers)

    for step in STEPS:
        await go_to(migrated, step)
        there = await within(migrated, tables)
        expected = {
            name
            for name, (table, _) in rules.items()
            if step >= LATER.get(name, FIRST_WITH_TRIGGERS) and table in there
        }
        assert (step, set(await within(migrated, triggers))) == (step, expected)


async def test_in_the_end_every_trigger_says_what_the_rules_say(migrated: AsyncEngine, declared: AsyncEngine) -> None:
    await go_to(migrated, "head")

    assert await within(migrated, triggers) == await within(declared, triggers) != {}


async def test_every_step_can_be_taken_back_and_taken_again(migrated: AsyncEngine) -> None:
    before: tuple[Any, Any] = ({"alembic_version": ["version_num"]}, {})
    for step in STEPS:
        await go_to(migrated, step)
        after = await within(migrated, tables), await within(migrated, triggers)
        await go_to(migrated, "-1", command.downgrade)
        assert (step, await within(migrated, tables), await within(migrated, triggers)) == (step, *before)
        await go_to(migrated, step)
        assert (step, await within(migrated, tables), await within(migrated, triggers)) == (step, *after)
        before = after


async def test_a_full_database_can_be_taken_back_to_nothing(migrated: AsyncEngine) -> None:
    await go_to(migrated, "head")

    await go_to(migrated, "base", command.downgrade)

    assert await within(migrated, tables) == {"alembic_version": ["version_num"]}
