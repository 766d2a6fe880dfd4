"""Make waiting tasks due earlier, because the event they wait for has happened."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from portal.outbox.tables import OutboxTask

A_SECOND = 10
"""Tasks that become due in each second. A busy worker does three times as many, so other work is not held up."""
_WAITING = (
    select(OutboxTask.id)
    .where(OutboxTask.kind == bindparam("kind"), OutboxTask.due_at > bindparam("now", type_=OutboxTask.due_at.type))
    .where(OutboxTask.done_at.is_(None), OutboxTask.dead_at.is_(None))
    .order_by(OutboxTask.due_at, OutboxTask.id)
)


async def wake(session: AsyncSession, kind: str, now: datetime) -> None:
    """All open tasks of the kind become due, A_SECOND of them in each second from `now` on."""
    waiting = (await session.scalars(_WAITING, {"kind": kind, "now": now})).all()
    for second, first in enumerate(range(0, len(waiting), A_SECOND)):
        due_at = now + timedelta(seconds=second)
        some = update(OutboxTask).where(OutboxTask.id.in_(waiting[first : first + A_SECOND]))
        await session.execute(some.values(due_at=due_at, wanted_at=due_at))
