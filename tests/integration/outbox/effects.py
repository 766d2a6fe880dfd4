"""The effects of these tests' tasks on the database, and queries for their outcome."""

from collections import Counter
from typing import cast

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.transactions import Transactions
from portal.outbox.tables import OutboxTask
from portal.outbox.work import Effect

EFFECTS = Table("effects", MetaData(), Column("id", Integer, primary_key=True), Column("key", String(120)))
TABLES = [cast("Table", OutboxTask.__table__), EFFECTS]


def leave(key: str) -> Effect:
    """One row for each time the effect was applied: no constraint hides a second one."""

    async def effect(session: AsyncSession) -> None:
        await session.execute(insert(EFFECTS).values(key=key))

    return effect


async def effects(transactions: Transactions) -> Counter[str]:
    async with transactions.reading() as session:
        return Counter((await session.scalars(select(EFFECTS.c.key))).all())


async def count_open(transactions: Transactions) -> int:
    query = select(func.count()).where(OutboxTask.done_at.is_(None))
    async with transactions.reading() as session:
        return (await session.scalar(query)) or 0


async def only_task(transactions: Transactions) -> OutboxTask:
    async with transactions.reading() as session:
        return (await session.scalars(select(OutboxTask))).one()
