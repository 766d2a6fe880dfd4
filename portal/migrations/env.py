"""Run by alembic: all migrations in one transaction, on the connection that `run` passes."""

from typing import Any

from alembic import context

from portal.database.base import Base
from portal.database.types import EnumCode, UtcDateTime
from portal.migrations import TABLES

assert TABLES  # noqa: S101 -- imported to complete the metadata


def database_type_of(kind: str, item: Any, _context: Any) -> Any:
    """A migration names the database's own types: ours may change after it was written."""
    if kind == "type" and isinstance(item, EnumCode):
        return "sa.String(length=40)"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=database_type_of,
)
with context.begin_transaction():
    context.run_migrations()
