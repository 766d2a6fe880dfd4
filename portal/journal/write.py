"""Write and read the journal. The journal does not know what an act means."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.journal.tables import JournalEntry

_OF_SUBJECT = (
    select(JournalEntry.act, JournalEntry.actor, JournalEntry.account_id, JournalEntry.at, JournalEntry.data)
    .where(JournalEntry.subject_id == bindparam("subject_id"))
    .order_by(JournalEntry.at, JournalEntry.id)
)
_OF_SUBJECTS = (
    select(JournalEntry.subject_id, JournalEntry.act, JournalEntry.at)
    .where(JournalEntry.subject_id.in_(bindparam("subject_ids", expanding=True)))
    .order_by(JournalEntry.at, JournalEntry.id)
)


def write_entry(
    session: AsyncSession,
    subject_id: UUID,
    act: str,
    actor: str,
    account_id: UUID | None,
    at: datetime,
    data: dict[str, Any] | None = None,
) -> None:
    """Add an entry in the caller's transaction."""
    session.add(
        JournalEntry(subject_id=subject_id, act=act, actor=actor, account_id=account_id, at=at, data=data or {})
    )


EntryRow = Row[str, str, UUID | None, datetime, dict[str, Any]]
"""Act, actor, account, moment, data."""


async def entries_of(session: AsyncSession, subject_id: UUID) -> Sequence[EntryRow]:
    """Everything done to a subject, oldest first."""
    return (await session.execute(_OF_SUBJECT, {"subject_id": subject_id})).all()


async def acts_of(session: AsyncSession, subject_ids: Sequence[UUID]) -> Sequence[Row[UUID, str, datetime]]:
    """Subject, act and moment of everything done to any of the subjects, oldest first. One query for a whole list."""
    return (await session.execute(_OF_SUBJECTS, {"subject_ids": subject_ids})).all()
