"""A database taken from one step of the schema to another, and rows as its tables have them at a step."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.types import UtcDateTime
from portal.migrations.run import configuration

TYPES: dict[type, Any] = {
    UUID: sa.Uuid(),
    dict: sa.JSON(),
    datetime: UtcDateTime(),
    str: sa.String(),
    int: sa.Integer(),
}


async def within(engine: AsyncEngine, function: Callable[[sa.Connection], Any]) -> Any:
    async with engine.execution_options(kezek_write=True).begin() as connection:
        return await connection.run_sync(function)


async def go_to(engine: AsyncEngine, step: str, way: Callable[..., None] = command.upgrade) -> None:
    await within(engine, lambda connection: way(configuration(connection), step))


def table(name: str, row: dict[str, Any]) -> sa.TableClause:
    return sa.table(name, *(sa.column(column, TYPES[type(value)]) for column, value in row.items()))


async def insert(engine: AsyncEngine, name: str, row: dict[str, Any]) -> None:
    await within(engine, lambda connection: connection.execute(table(name, row).insert().values(row)))
