"""Claim tasks under a lease, and settle each: done, later, again, or dead.

A worker killed in the middle leaves a lease that runs out; another worker then does the task again. An effect
is applied in the transaction that settles its task, and only while the lease is held, so it is applied once.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from portal.outbox.tables import OutboxTask

LEASE = timedelta(seconds=60)
MOST_FAILURES = 12
_LONGEST_WAIT = timedelta(minutes=10)

Effect = Callable[[AsyncSession], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Task:
    """A claimed task, as its handler sees it. `attempts` counts this one; `failures` are those before it."""

    id: UUID
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    failures: int
    lasting: bool
    lease: str
    wanted_at: datetime | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class TryLater:
    """The outside world is not ready. No failure: it is tried again for as long as it takes.

    `reason` is a code, kept where people look for it; never a text that may hold personal data.
    """

    reason: str
    after: timedelta = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Again:
    """Done for this turn; the same task comes due once more. What recurring jobs answer."""

    due_at: datetime
    effect: Effect | None = None


TaskResult = Effect | TryLater | Again | None
Handler = Callable[[Task], Awaitable[TaskResult]]


async def is_due(session: AsyncSession, now: datetime, kinds: tuple[str, ...]) -> bool:
    """Whether there is anything to claim: a plain read, so that an idle worker takes no write lock."""
    found = await session.execute(select(OutboxTask.id).where(_claimable(now, kinds)).limit(1))
    return found.first() is not None


async def claim_tasks(
    session: AsyncSession, now: datetime, kinds: tuple[str, ...], most: int = 1, lease: timedelta = LEASE
) -> list[Task]:
    """Take up to `most` due tasks for the time of the lease. Run in a writing transaction of its own."""
    due = (
        select(OutboxTask)
        .where(_claimable(now, kinds))
        .order_by(OutboxTask.due_at, OutboxTask.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    while rows := (await session.scalars(due)).all():
        taken = [task for row in rows if (task := _take(row, now, lease))]
        if taken:
            return taken
        await session.flush()
    return []


async def finish_task(session: AsyncSession, task: Task, settlement: TaskResult, now: datetime) -> bool:
    """Apply the effect and close the task, or put it off. False: the lease was lost, nothing was applied.

    An exception of the effect must undo the whole transaction; the caller then calls `fail` in another one.
    """
    if isinstance(settlement, TryLater):
        return await _release(session, task, due_at=now + settlement.after, last_error=settlement.reason)
    if isinstance(settlement, Again):
        values: dict[str, object] = {"due_at": settlement.due_at, "wanted_at": settlement.due_at, "failures": 0}
        effect = settlement.effect
    else:
        values, effect = {"done_at": now}, settlement
    if not await _release(session, task, last_error=None, **values):
        return False
    if effect is not None:
        await effect(session)
    return True


async def fail_task(session: AsyncSession, task: Task, error: str, now: datetime) -> bool:
    """Put a task off after an exception, longer each time; after MOST_FAILURES it is dead."""
    failures = task.failures + 1
    if failures >= MOST_FAILURES and not task.lasting:
        return await _release(session, task, dead_at=now, last_error=error, failures=failures)
    wait = min(timedelta(seconds=2 ** min(failures - 1, 10)), _LONGEST_WAIT)
    return await _release(session, task, due_at=now + wait, last_error=error, failures=failures)


def _claimable(now: datetime, kinds: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(
        OutboxTask.done_at.is_(None),
        OutboxTask.dead_at.is_(None),
        OutboxTask.due_at <= now,
        OutboxTask.kind.in_(kinds),
        or_(OutboxTask.leased_until.is_(None), OutboxTask.leased_until <= now),
    )


def _take(row: OutboxTask, now: datetime, lease: timedelta) -> Task | None:
    """The task under a new lease. None: it has now cost as many workers as a task may, and is dead."""
    if row.lease is not None:
        row.failures += 1
        if row.failures >= MOST_FAILURES and not row.lasting:
            row.dead_at, row.last_error, row.lease, row.leased_until = now, "lease_ran_out", None, None
            return None
    row.lease = secrets.token_hex(16)
    row.leased_until = now + lease
    row.attempts += 1
    return Task(
        id=row.id,
        kind=row.kind,
        key=row.key,
        payload=row.payload,
        attempts=row.attempts,
        failures=row.failures,
        lasting=row.lasting,
        lease=row.lease,
        wanted_at=row.wanted_at,
        request_id=row.request_id,
    )


async def _release(session: AsyncSession, task: Task, **values: object) -> bool:
    held = update(OutboxTask).where(OutboxTask.id == task.id, OutboxTask.lease == task.lease)
    result = await session.execute(held.values(lease=None, leased_until=None, **values).returning(OutboxTask.id))
    return result.first() is not None
