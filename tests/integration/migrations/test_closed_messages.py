"""Step 0009 closes the messages that asked for what is done already, and leaves the others open."""

from collections.abc import AsyncIterator
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
from tests.integration.database.fresh import fresh_database
from tests.integration.migrations.steps import go_to, insert

BEFORE, STEP = "0008", "0009"
ACCOUNT, SENT, DRAFT, REFUSED, CONTINUED, ANSWERED, UNANSWERED, PROVIDER, HEAD = (new_id() for _ in range(9))
BEGAN, ARRIVED, ISSUED = (datetime(2026, 12, day, tzinfo=UTC) for day in (1, 2, 3))
COMMON = {"account_id": ACCOUNT, "channel": "portal", "language": "kk", "started_at": BEGAN, "saved_at": BEGAN}


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """At the step before: a draft, a sent request, one that continues a refused one, and two answers withdrawn."""
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
        await message(empty, "refused", REFUSED)
        await head(empty)
        for subject_id, issued_at in ((ANSWERED, ISSUED), (UNANSWERED, None)):
            await message(empty, "notice_withdrawn", subject_id)
            await message(empty, "registered", subject_id)
            await notice(empty, subject_id, issued_at=BEGAN, voided_at=ARRIVED)
            await notice(empty, subject_id, issued_at=issued_at)
        yield empty


async def application(engine: AsyncEngine, key: UUID, state: str, **more: Any) -> None:
    row = {"id": key, "application_state": state, "answers": {}, "last_saves": {}, **COMMON, **more}
    await insert(engine, "applications", row)


async def message(engine: AsyncEngine, kind: str, subject_id: UUID) -> None:
    row = {"id": new_id(), "account_id": ACCOUNT, "kind": kind, "subject_id": subject_id, "data": {}, "at": BEGAN}
    await insert(engine, "messages", row)


async def head(engine: AsyncEngine) -> None:
    """Who signs the notices."""
    names: dict[str, Any] = {"name": {}, "settlement": {}}
    open_from_to = {"zone": "Asia/Oral", "opens": 540, "closes": 1080}
    await insert(engine, "providers", {"id": PROVIDER, "code": "oral", "bin": "140540000104"} | names | open_from_to)
    position = {"id": HEAD, "provider_id": PROVIDER, "account_id": ACCOUNT, "role": "head", "full_name": "Ү. Ғ."}
    await insert(engine, "positions", {**position, "since": BEGAN})


async def notice(engine: AsyncEngine, subject_id: UUID, **moments: datetime | None) -> None:
    """What the answer says is of no matter here."""
    key, kept = new_id(), {name: moment for name, moment in moments.items() if moment}
    people = {"recipient_id": ACCOUNT, "subject_id": subject_id, "signer_id": HEAD}
    words = {"number": key.hex[:14], "kind": "registration", "language": "kk", "data": {}, "formed_at": BEGAN}
    await insert(engine, "notices", {"id": key, **people, **words, **kept})


async def test_what_is_done_already_is_closed_since_it_was_done(engine: AsyncEngine) -> None:
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
        ("notice_withdrawn", ANSWERED): ISSUED,
        ("notice_withdrawn", UNANSWERED): None,
        ("registered", ANSWERED): ARRIVED,
        ("registered", UNANSWERED): ARRIVED,
        ("refused", REFUSED): None,
    }
