"""The database: it answers, its schema is current, and no account has the demonstration's printed password."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from auth.accounts.tables import Account
from portal.check.findings import Finding, Installation, unclear, unsafe, wrong
from portal.database.engine import create_engine
from portal.demo.people import PEOPLE
from portal.migrations.run import configuration

_PATIENCE = 10
_OFF = timedelta(seconds=30)
_UPGRADE = "Run: portal db upgrade"


async def database_state(installation: Installation) -> AsyncIterator[Finding]:
    url = make_url(installation.settings.database_url)
    if _is_missing_file(url):
        yield wrong("database_missing", f"There is no database {url.database}. {_UPGRADE}")
        return
    try:
        for finding in await _asked(installation):
            yield finding
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        yield unclear("database_away", f"The database {url} does not answer: {_reason(error)}. Is it running?")


def _is_missing_file(url: URL) -> bool:
    """Checked first, because SQLite would create an empty file."""
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file()


def _reason(error: Exception) -> str:
    """The driver's message, without the class of its exception."""
    lines = str(getattr(error, "orig", None) or error).splitlines()
    return lines[0].rpartition(">: ")[2].rstrip(".") if lines else type(error).__name__


async def _asked(installation: Installation) -> list[Finding]:
    engine = create_engine(installation.settings.database_url)
    try:
        async with asyncio.timeout(_PATIENCE), engine.connect() as connection:
            return [
                *await connection.run_sync(_schema),
                *[finding async for finding in _people(connection)],
                *[finding async for finding in _clock(connection, installation)],
            ]
    finally:
        await engine.dispose()


def _schema(connection: Connection) -> list[Finding]:
    held = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(configuration(connection))
    if held is None:
        return [wrong("database_empty", f"The database has no tables. {_UPGRADE}")]
    if held == script.get_current_head():
        return []
    if held in {one.revision for one in script.walk_revisions()}:
        return [wrong("database_old", f"The database's schema is that of an earlier version ({held}). {_UPGRADE}")]
    return [wrong("database_newer", f"The database's schema ({held}) is of a later version. Install that version.")]


async def _people(connection: AsyncConnection) -> AsyncIterator[Finding]:
    if not await connection.run_sync(lambda inside: inspect(inside).has_table(Account.__tablename__)):
        return
    invented = select(func.count()).where(Account.iin.in_([person.iin for person in PEOPLE]))
    if count := await connection.scalar(invented):
        yield unsafe(
            "demo_people",
            f"{count} accounts are the demonstration's: their password is printed in the source. Use another database.",
        )


async def _clock(connection: AsyncConnection, installation: Installation) -> AsyncIterator[Finding]:
    if connection.dialect.name != "postgresql":
        return
    theirs = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
    if abs(theirs - installation.now) > _OFF + timedelta(seconds=_PATIENCE):
        yield unsafe(
            "clock_differs", f"The database's machine says {theirs:%H:%M:%S}Z: set both machines' clocks by NTP."
        )
