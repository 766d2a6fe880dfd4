"""Insert a row unless its key exists: the same on both databases."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.base import Base


def insert_once(session: AsyncSession, table: type[Base]) -> Any:
    """An insert that does nothing if a row has the same key, even one that a concurrent transaction is adding."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()
