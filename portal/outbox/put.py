"""Ask for work in the transaction that makes it necessary."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from portal.outbox.tables import OutboxTask


async def put(
    session: AsyncSession,
    kind: str,
    key: str,
    payload: dict[str, str],
    due_at: datetime,
    *,
    lasting: bool = False,
) -> None:
    """Add one task, unless this kind already has one under this key (done or not). Lasting: never dies."""
    row = {"kind": kind, "key": key, "payload": payload, "due_at": due_at, "lasting": lasting}
    await session.execute(_insert_once(session).values(row))


def _insert_once(session: AsyncSession) -> Any:
    """Lets a task already there stand, also when another transaction is adding it right now."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(OutboxTask).on_conflict_do_nothing(index_elements=["kind", "key"])
    return sqlite.insert(OutboxTask).on_conflict_do_nothing(index_elements=["kind", "key"])
