"""Bring a database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.engine import WRITE


async def upgrade(engine: AsyncEngine) -> None:
    """Does nothing to a database that is up to date."""
    async with engine.execution_options(**{WRITE: True}).begin() as connection:
        await connection.run_sync(_upgrade)


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(configuration(connection), "head")
