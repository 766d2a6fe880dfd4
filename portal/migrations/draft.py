"""Draft the next migration from the tables: `python -m portal.migrations.draft TEXT`."""

import asyncio
import sys
import tempfile

from alembic import command
from sqlalchemy import Connection

from portal.database.engine import create_engine
from portal.migrations.run import configuration


def _draft(connection: Connection) -> None:
    command.upgrade(configuration(connection), "head")
    command.revision(configuration(connection), message=sys.argv[1], autogenerate=True)


async def draft_migration() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite+aiosqlite:///{folder}/draft.db")
        async with engine.begin() as connection:
            await connection.run_sync(_draft)
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(draft_migration())
