"""Step 0009 closes the messages that asked for what is done already, and leaves the others open."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.types import UtcDateTime
from portal.kernel.ids import new_id
from portal.migrations.run import configuration
from tests.integration.database.fresh import fresh_database

BEFORE, STEP = "0008", "0009"
ACCOUNT, SENT, DRAFT, REFUSED, CONTINUED = (new_id() for _ in range(5))
BEGAN, ARRIVED = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)
TYPES: dict[type, Any] = {UUID: sa.Uuid(), dict: sa.JSON(), datetime: UtcDateTime(), str: sa.String()}
COMMON = {"account_id": ACCOUNT, "channel": "portal", "language": "kk", "started_at": BEGAN, "saved_at": BEGAN}


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """At the step before, with a draft, a sent request, and one that continues a refused one."""
    async with fresh_database(tmp_path, []) as empty:
        await go_to(empty, BEFORE, command.upgrade)
        account = {"id": ACCOUNT, "iin": "960612430034", "password_hash": "", "created_at": BEGAN}
        await insert(empty, "accounts", account)
        await application(empty, SENT, "sent", arrived_at=ARRIVED)
        await application(empty, DRAFT, "draft")
        await application(empty, REFUSED, "defective", arrived_at=BEGAN)
        await application(empty, CONTINUED, "sent", arrived_at=ARRIVED, continues_id=REFUSED)
        for subject_id in (SENT, DRAFT):
            await message(empty, "signature_refused", subject_id)
        await message(empty, "defects", REFUSED)
        await message(empty, "accepted", SENT)
        yield empty


async def within(engine: AsyncEngine, function: Callable[[sa.Connection], Any]) -> Any:
    async with engine.execution_options(kezek_write=True).begin() as connection:
        return await connection.run_sync(function)


async def go_to(engine: AsyncEngine, step: str, way: Callable[..., None]) -> None:
    await within(engine, lambda connection: way(configuration(connection), step))


async def insert(engine: AsyncEngine, name: str, row: dict[str, Any]) -> None:
    table = sa.table(name, *(sa.column(column, TYPES[type(value)]) for column, value in row.items()))
    await within(engine, lambda connection: connection.execute(table.insert().values(row)))


async def application(engine: AsyncEngine, key: UUID, state: str, **more: Any) -> None:
    row = {"id": key, "application_state": state, "answers": {}, "last_saves": {}, **COMMON, **more}
    await insert(engine, "applications", row)


async def message(engine: AsyncEngine, kind: str, subject_id: UUID) -> None:
    row = {"id": new_id(), "account_id": ACCOUNT, "kind": kind, "subject_id": subject_id, "data": {}, "at": BEGAN}
    await insert(engine, "messages", row)


async def test_what_is_done_already_is_closed_since_the_request_arrived(engine: AsyncEngine) -> None:
    await go_to(engine, STEP, command.upgrade)

    columns = (
        sa.column("kind", sa.String()),
        sa.column("subject_id", sa.Uuid()),
        sa.column("closed_at", UtcDateTime()),
    )
    messages = sa.table("messages", *columns)
    async with engine.connect() as connection:
        found = (await connection.execute(sa.select(messages))).all()
    assert {(kind, subject_id): closed_at for kind, subject_id, closed_at in found} == {
        ("signature_refused", SENT): ARRIVED,
        ("signature_refused", DRAFT): None,
        ("defects", REFUSED): ARRIVED,
        ("accepted", SENT): None,
    }
