"""Claim tasks under a lease, and record each result: done, later, again, or dead.

The lease of a killed worker expires; another worker then does the task again. An effect is applied in the transaction
that records the result, and only while the lease is held, so it is applied once.
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
    """A claimed task, as its handler sees it. `attempts` includes this attempt, `failures` does not."""

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
    """An outside system is not ready. This is no failure: the task is tried again for as long as it takes.

    `reason` is a code, stored for operators; never a text that may contain personal data.
    """

    reason: str
    after: timedelta = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Again:
    """Done for this turn; the task becomes due again. The result of recurring tasks."""

    due_at: datetime
    effect: Effect | None = None


TaskResult = Effect | TryLater | Again | None
Handler = Callable[[Task], Awaitable[TaskResult]]


async def is_due(session: AsyncSession, now: datetime, kinds: tuple[str, ...]) -> bool:
    """Whether there is a task to claim. It only reads, so an idle worker takes no write lock."""
    found = await session.execute(select(OutboxTask.id).where(_claimable(now, kinds)).limit(1))
    return found.first() is not None


async def claim_tasks(
    session: AsyncSession, now: datetime, kinds: tuple[str, ...], most: int = 1, lease: timedelta = LEASE
) -> list[Task]:
    """Claim up to `most` due tasks for the duration of the lease. Needs a writing transaction of its own."""
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


async def finish_task(session: AsyncSession, task: Task, result: TaskResult, now: datetime) -> bool:
    """Apply the effect and close the task, or put it off. False if the lease was lost: then nothing was applied.

    If the effect raises, the caller rolls the transaction back and calls `fail_task` in another one.
    """
    if isinstance(result, TryLater):
        return await _release(session, task, due_at=now + result.after, last_error=result.reason)
    if isinstance(result, Again):
        values: dict[str, object] = {"due_at": result.due_at, "wanted_at": result.due_at, "failures": 0}
        effect = result.effect
    else:
        values, effect = {"done_at": now}, result
    if not await _release(session, task, last_error=None, **values):
        return False
    if effect is not None:
        await effect(session)
    return True


async def fail_task(session: AsyncSession, task: Task, error: str, now: datetime) -> bool:
    """Put a task off after an exception, longer each time. After MOST_FAILURES it is dead."""
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
    """The task under a new lease. None if it has lost its worker too often: then it is dead."""
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
