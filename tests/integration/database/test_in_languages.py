"""A text by language, as it is kept and read again."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.types import InLanguages
from portal.kernel.language import Language
from tests.integration.database.fresh import fresh_database

NAMED = sa.Table("named", sa.MetaData(), sa.Column("name", InLanguages(12), nullable=False))
NAMES = {Language.KAZAKH: "Орал қаласы", Language.ENGLISH: "Oral city"}


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with fresh_database(tmp_path, [NAMED]) as one_table:
        yield one_table


async def done(engine: AsyncEngine, statement: sa.Executable, values: Mapping[str, Any] | None = None) -> None:
    async with engine.execution_options(kezek_write=True).begin() as connection:
        await connection.execute(statement, values)


async def kept(engine: AsyncEngine) -> Mapping[Language, str]:
    async with engine.connect() as connection:
        names: Mapping[Language, str] = (await connection.execute(sa.select(NAMED.c.name))).scalar_one()
        return names


async def test_it_is_read_as_it_was_written(engine: AsyncEngine) -> None:
    await done(engine, NAMED.insert(), {"name": NAMES})

    assert await kept(engine) == NAMES


async def test_a_language_that_is_no_more_is_left_out(engine: AsyncEngine) -> None:
    await done(engine, sa.text("""INSERT INTO named VALUES ('{"kk": "Орал", "xx": "Oral"}')"""))

    assert await kept(engine) == {Language.KAZAKH: "Орал"}


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        {Language.ENGLISH: "Oral city"},
        {Language.KAZAKH: " "},
        {**NAMES, Language.ENGLISH: ""},
        {**NAMES, Language.RUSSIAN: "Город Уральск"},
        {**{language.value: name for language, name in NAMES.items()}, "xx": "Oral"},
    ],
    ids=["nothing", "empty", "no Kazakh", "blank Kazakh", "empty English", "too long", "no language"],
)
async def test_what_nobody_could_read_is_refused(engine: AsyncEngine, wrong: Mapping[str, str] | None) -> None:
    with pytest.raises(sa.exc.StatementError):
        await done(engine, NAMED.insert(), {"name": wrong})
