"""Put messages into a cabinet, list and count them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from portal.messages.kinds import MESSAGES, ClosedBy, MessageKind
from portal.messages.tables import Message

PAGE = 20
_NEWEST = (
    select(Message)
    .where(Message.account_id == bindparam("account_id"))
    .order_by(Message.at.desc(), Message.id.desc())
    .limit(PAGE)
    .offset(bindparam("offset"))
)
_COUNT = select(func.count()).where(Message.account_id == bindparam("account_id"))


def tell(
    session: AsyncSession, account_id: UUID, kind: MessageKind, subject_id: UUID, data: dict[str, str], at: datetime
) -> None:
    """Put a message into the cabinet, in the transaction of the act it is about."""
    session.add(Message(account_id=account_id, kind=kind, subject_id=subject_id, data=data, at=at))


async def delete_messages_about(session: AsyncSession, subject_id: UUID) -> None:
    """Delete the messages about a discarded subject."""
    await session.execute(delete(Message).where(Message.subject_id == subject_id))


async def close_messages(session: AsyncSession, by: ClosedBy, subject_ids: Collection[UUID], at: datetime) -> None:
    """Close the open messages about these subjects that this event closes."""
    kinds = [kind for kind, row in MESSAGES.items() if row.closed_by is by]
    still = Message.subject_id.in_(subject_ids), Message.kind.in_(kinds), Message.closed_at.is_(None)
    await session.execute(update(Message).where(*still).values(closed_at=at))


async def messages_of(session: AsyncSession, account_id: UUID, page: int = 1) -> Sequence[Message]:
    """Return a page of PAGE messages, newest first."""
    values = {"account_id": account_id, "offset": (page - 1) * PAGE}
    return (await session.scalars(_NEWEST, values)).all()


async def count_messages(session: AsyncSession, account_id: UUID) -> int:
    return await session.scalar(_COUNT, {"account_id": account_id}) or 0


def unread_of(account_id: SQLColumnExpression[UUID]) -> ColumnElement[int]:
    """Return the number of new messages as an SQL column, for a statement on accounts: unread, and not closed."""
    new = Message.read_at.is_(None), Message.closed_at.is_(None)
    return select(func.count()).where(Message.account_id == account_id, *new).scalar_subquery()


async def mark_read(session: AsyncSession, account_id: UUID, now: datetime) -> None:
    """Mark every message of the account as read."""
    mine = update(Message).where(Message.account_id == account_id, Message.read_at.is_(None))
    await session.execute(mine.values(read_at=now))
