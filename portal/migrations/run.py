"""Bring a database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.engine import WRITE

_ONE_AT_A_TIME = 0x6B657A656B
"""A key of our own for PostgreSQL's lock: "kezek"."""


async def upgrade_schema(engine: AsyncEngine) -> None:
    """Run the migrations that the database lacks."""
    async with engine.execution_options(**{WRITE: True}).begin() as connection:
        await connection.run_sync(_upgrade)


def revisions() -> tuple[str, ...]:
    """The ids of all migrations of this program, the newest last."""
    steps = ScriptDirectory(str(Path(__file__).parent)).walk_revisions()
    return tuple(step.revision for step in steps)[::-1]


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # SQLite has one writer anyway.
        connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    command.upgrade(configuration(connection), "head")
