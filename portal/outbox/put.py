"""Add a task in the transaction that makes it necessary."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.insert_once import insert_once
from portal.observing.request_id import originating_request_id
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
    """Add one task, unless this kind already has one under this key (done or not). A lasting task never dies.

    The task keeps the id of the request that it originates from.
    """
    row = {"kind": kind, "key": key, "payload": payload, "lasting": lasting, "request_id": originating_request_id()}
    await session.execute(insert_once(session, OutboxTask).values(due_at=due_at, wanted_at=due_at, **row))
