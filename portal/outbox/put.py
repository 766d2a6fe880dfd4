"""Ask for work in the transaction that makes it necessary."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from portal.observing.request_id import origin
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
    """Add one task, unless this kind already has one under this key (done or not). Lasting: never dies.

    It carries on the number of the request, or of the task, that puts it.
    """
    row = {"kind": kind, "key": key, "payload": payload, "lasting": lasting, "request_id": origin()}
    await session.execute(_insert_once(session).values(due_at=due_at, wanted_at=due_at, **row))


def _insert_once(session: AsyncSession) -> Any:
    """Lets a task already there stand, also when another transaction is adding it right now."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(OutboxTask).on_conflict_do_nothing(index_elements=["kind", "key"])
    return sqlite.insert(OutboxTask).on_conflict_do_nothing(index_elements=["kind", "key"])
