"""The state of the outbox: its open tasks, its delay, and the dead tasks that an operator must look at."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.outbox.tables import OutboxTask

_OPEN = (OutboxTask.done_at.is_(None), OutboxTask.dead_at.is_(None))


@dataclass(frozen=True, slots=True)
class Lag:
    """Counts of tasks. `due` counts the open tasks a worker would claim now; `seconds` is the longest delay of one."""

    open: int
    due: int
    dead: int
    seconds: float


async def lag(session: AsyncSession, now: datetime) -> Lag:
    """One statement over indexes of open and dead tasks, so its cost does not grow with the tasks done."""
    due, wanted = OutboxTask.due_at <= now, OutboxTask.wanted_at <= now
    dead = select(func.count()).where(OutboxTask.dead_at.is_not(None)).scalar_subquery()
    since = func.min(OutboxTask.wanted_at).filter(wanted)
    counts = (func.count(), func.count().filter(due), dead, since)
    found = (await session.execute(select(*counts).select_from(OutboxTask).where(*_OPEN))).one()
    return Lag(found[0], found[1], found[2], (now - found[3]).total_seconds() if found[3] else 0.0)
