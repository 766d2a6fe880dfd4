"""Insert a row unless it is there: the same on both databases."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.base import Base


def insert_once(session: AsyncSession, table: type[Base]) -> Any:
    """An insert that lets a row stand that has the same key, also one that another transaction is adding right now."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()
