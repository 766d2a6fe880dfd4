"""The database itself refuses every change to a row that its rule forbids."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import CursorResult, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from portal.database.append_only import ALWAYS, is_kept, keep
from portal.database.base import Base
from portal.regulation.states import State
from portal.signing.tables import OcspResponse, Signature, TimeStamp
from tests.factories.cases import Cases
from tests.factories.database import on_postgresql
from tests.factories.portal import Portal
from tests.integration.database.fresh import fresh_database


class Own(DeclarativeBase):
    """The base of tables for these tests only."""


class Paper(Own):
    """A table with every kind of rule."""

    __tablename__ = "papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    note: Mapped[str]
    copies: Mapped[int]
    seat: Mapped[str | None]
    seal: Mapped[str | None]
    stamp: Mapped[str | None]


class Stone(Own):
    __tablename__ = "stones"

    id: Mapped[int] = mapped_column(primary_key=True)


class Sand(Own):
    __tablename__ = "sand"

    id: Mapped[int] = mapped_column(primary_key=True)


UNTIL = {"stamp": ("seal", "stamp")}
keep(Paper, changing=("note",), growing=("copies",), emptied=("seat",), until=UNTIL, deletable="stamp")
keep(Stone)
keep(Sand, deletable=ALWAYS)

OPEN, STAMPED = (1, "text", "", 5, None, None, None), (2, "text", "", 5, "here", None, "done")
ROWS = [OPEN, STAMPED]
NEVER_CHANGED = "what a row of papers says is never changed"
STAMP_IS_SET = "what a row of papers says is not changed once stamp is set"
VALUES = "VALUES (1, 'text', '', 5, NULL, NULL, NULL), (2, 'text', '', 5, 'here', NULL, 'done')"
REFUSED = [
    ("UPDATE papers SET body = 'other' WHERE id = 1", NEVER_CHANGED),
    ("UPDATE papers SET body = body WHERE id = 1", NEVER_CHANGED),
    ("UPDATE papers SET note = 'new', id = 3 WHERE id = 1", NEVER_CHANGED),
    ("UPDATE papers SET copies = 4 WHERE id = 1", "copies of papers only grows"),
    ("UPDATE papers SET seat = 'there' WHERE id = 2", "seat of papers is only emptied once it is set"),
    ("UPDATE papers SET seal = 'mine' WHERE id = 2", STAMP_IS_SET),
    ("UPDATE papers SET stamp = NULL", STAMP_IS_SET),
    ("DELETE FROM papers WHERE id = 2", "a row of papers is not deleted once stamp is set"),
    ("DELETE FROM papers", "a row of papers is not deleted once stamp is set"),
    ("DELETE FROM stones", "a row of stones is never deleted"),
    ("UPDATE stones SET id = 2", "what a row of stones says is never changed"),
    (f"INSERT INTO papers {VALUES} ON CONFLICT (id) DO UPDATE SET body = 'other'", NEVER_CHANGED),
    ("UPDATE sand SET id = 2", "what a row of sand says is never changed"),
]
REFUSED_BY_DIALECT = (
    [("TRUNCATE papers", "papers is never emptied"), ("TRUNCATE sand, stones CASCADE", "stones is never emptied")]
    if on_postgresql()
    else [
        ("INSERT OR REPLACE INTO stones VALUES (1)", "a row of stones is never deleted"),
        ("UPDATE OR REPLACE papers SET id = 2 WHERE id = 1", NEVER_CHANGED),
    ]
)
ALLOWED = [
    ("UPDATE papers SET note = 'new', copies = 6 WHERE id = 1", (1, "text", "new", 6, None, None, None)),
    ("UPDATE papers SET seat = 'here', seal = 'mine' WHERE id = 1", (1, "text", "", 5, "here", "mine", None)),
    ("UPDATE papers SET seat = NULL WHERE id = 1", (1, "text", "", 5, None, None, None)),
    ("UPDATE papers SET stamp = 'done' WHERE id = 1", (1, "text", "", 5, None, None, "done")),
    ("DELETE FROM papers WHERE id = 1", None),
]


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with fresh_database(tmp_path, list(Own.metadata.tables.values())) as opened:
        await run(opened, f"INSERT INTO papers {VALUES}")
        await run(opened, "INSERT INTO stones VALUES (1)")
        await run(opened, "INSERT INTO sand VALUES (1)")
        yield opened


async def run(engine: AsyncEngine, statement: str) -> None:
    async with engine.execution_options(kezek_write=True).begin() as connection:
        await connection.execute(text(statement))


async def rows(engine: AsyncEngine, table: str) -> list[tuple[Any, ...]]:
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))]  # noqa: S608


@pytest.mark.parametrize(("statement", "says"), [*REFUSED, *REFUSED_BY_DIALECT])
async def test_a_forbidden_change_is_refused_in_words_and_nothing_changes(
    engine: AsyncEngine, statement: str, says: str
) -> None:
    with pytest.raises(IntegrityError, match=says):
        await run(engine, statement)

    assert [await rows(engine, table) for table in ("papers", "stones", "sand")] == [ROWS, [(1,)], [(1,)]]


@pytest.mark.parametrize(("statement", "leaves"), ALLOWED)
async def test_what_a_rule_leaves_open_is_done(engine: AsyncEngine, statement: str, leaves: tuple[Any, ...]) -> None:
    await run(engine, statement)

    assert await rows(engine, "papers") == [row for row in (leaves, STAMPED) if row]


async def test_rows_that_may_always_go_can_go(engine: AsyncEngine) -> None:
    await run(engine, "DELETE FROM sand")

    assert await rows(engine, "sand") == []


CHANGED = {
    "applications": ["application_state", "arrived_at", "provider_id", "executor_id", "continues_id"],
    "gateway_messages": ["state", "settled_at"],
    "journal": [],
    "messages": ["read_at", "closed_at"],
    "notices": ["voided_at"],
    "number_series": ["last"],
    "ocsp_responses": [],
    "queue_entries": [],
    "signatures": ["state", "code", "detail", "evidence", "checked_at", "looked_again_at", "evidence_again"],
    "time_stamps": [],
}
"""The columns of each table that may change after the citizen has the notice."""


def test_every_table_with_a_rule_is_known_here() -> None:
    assert [table.name for table in Base.metadata.tables.values() if is_kept(table) != (table.name in CHANGED)] == []


async def test_of_a_decided_case_no_row_goes_and_nothing_that_counts_is_changed(portal: Portal, cases: Cases) -> None:
    await cases.at(State.ISSUED)
    await add_proof(portal)

    changed = {
        name: [one for one in columns(name) if await is_done(portal, set_to_itself(name, one))] for name in CHANGED
    }
    deleted = [name for name in CHANGED if await is_done(portal, f"DELETE FROM {name}")]  # noqa: S608

    assert (changed, deleted) == (CHANGED, ["messages"])


async def add_proof(portal: Portal) -> None:
    """Answers of outside systems about the signatures."""
    now = portal.clock.now()
    async with portal.parts.transactions.writing() as session:
        for signature in await session.scalars(select(Signature)):
            session.add(OcspResponse(signature_id=signature.id, response=b"said", came_at=now))
            stamp = {"token": b"token", "gen_time": now, "tsa_sha256": "0" * 64, "asked_at": now, "evidence": []}
            session.add(TimeStamp(signature_id=signature.id, **stamp))


def columns(table: str) -> list[str]:
    return [column.name for column in Base.metadata.tables[table].columns]


def set_to_itself(table: str, column: str) -> str:
    return f"UPDATE {table} SET {column} = {column}"  # noqa: S608


async def is_done(portal: Portal, statement: str) -> bool:
    """Rolled back at once. There must be a row that the statement would change."""
    async with portal.parts.engine.execution_options(kezek_write=True).connect() as connection:
        try:
            result = await connection.execute(text(statement))
        except IntegrityError:
            return False
        assert cast("CursorResult[Any]", result).rowcount > 0, statement
        return True
