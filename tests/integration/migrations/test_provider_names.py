"""Step 0008 puts a provider's names into one column, and back: no name is lost, and who works there stays."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.kernel.ids import new_id
from tests.integration.database.fresh import fresh_database
from tests.integration.migrations.steps import go_to, insert, table, within

PROVIDER, ACCOUNT = new_id(), new_id()
OTHERS = {"code": "oral", "bin": "140540000104", "zone": "Asia/Oral", "opens": 540, "closes": 1110}
APART = {
    "name_kk": "Тұрғын үй бөлімі",
    "name_ru": "Отдел жилья",
    "name_en": "Housing department",
    "settlement_kk": "Орал қаласы",
    "settlement_ru": "Город Уральск",
    "settlement_en": "Oral city",
}
TOGETHER = {
    "name": {"kk": "Тұрғын үй бөлімі", "ru": "Отдел жилья", "en": "Housing department"},
    "settlement": {"kk": "Орал қаласы", "ru": "Город Уральск", "en": "Oral city"},
}
POSITION = {"provider_id": PROVIDER, "account_id": ACCOUNT, "role": "clerk", "full_name": "Кеңсебаева"}


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """At the step before, with one provider, where somebody works."""
    now = datetime(2026, 12, 1, tzinfo=UTC)
    async with fresh_database(tmp_path, []) as empty:
        await go_to(empty, "0007", command.upgrade)
        await insert(empty, "providers", {"id": PROVIDER, **OTHERS, **APART})
        account = {"id": ACCOUNT, "iin": "960612430034", "password_hash": "", "created_at": now}
        await insert(empty, "accounts", account)
        await insert(empty, "positions", {"id": new_id(), **POSITION, "since": now})
        yield empty


async def the_row(engine: AsyncEngine, names: dict[str, Any]) -> dict[str, Any]:
    """The provider of the position, by the columns it has at a step."""
    provider, position = table("providers", {"id": PROVIDER, **OTHERS, **names}), table("positions", POSITION)
    asked = sa.select(provider).join(position, position.c.provider_id == provider.c.id)
    async with engine.connect() as connection:
        return dict((await connection.execute(asked)).mappings().one())


async def test_the_names_of_before_are_there_by_language(engine: AsyncEngine) -> None:
    await go_to(engine, "0008", command.upgrade)

    assert await the_row(engine, TOGETHER) == {"id": PROVIDER, **OTHERS, **TOGETHER}


async def test_the_way_back_gives_the_names_of_before(engine: AsyncEngine) -> None:
    await go_to(engine, "0008", command.upgrade)
    await go_to(engine, "0007", command.downgrade)

    assert await the_row(engine, APART) == {"id": PROVIDER, **OTHERS, **APART}


async def test_the_way_back_puts_kazakh_where_there_is_no_name(engine: AsyncEngine) -> None:
    await go_to(engine, "0008", command.upgrade)
    only = {"name": {"kk": "Тұрғын үй бөлімі", "uz": "Uy-joy boʻlimi"}}
    await within(engine, lambda connection: connection.execute(table("providers", only).update().values(only)))

    await go_to(engine, "0007", command.downgrade)

    kazakh = dict.fromkeys(("name_kk", "name_ru", "name_en"), "Тұрғын үй бөлімі")
    assert await the_row(engine, APART) == {"id": PROVIDER, **OTHERS, **APART, **kazakh}


async def test_a_position_still_needs_its_provider(engine: AsyncEngine) -> None:
    for step, way in (("0008", command.upgrade), ("0007", command.downgrade)):
        await go_to(engine, step, way)

        with pytest.raises(sa.exc.IntegrityError):
            await within(engine, lambda connection: connection.execute(sa.text("DELETE FROM providers")))
