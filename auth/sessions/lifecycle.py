"""Open, find, keep alive and close sessions."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account
from auth.sessions.tables import Session

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
MOST = 5
"""Of one person: for a sixth, the one that nobody has used for the longest time is closed."""
SEEN_EVERY = timedelta(minutes=1)
"""How exactly idleness is known: one write a minute and session, not one a request."""

_OPEN = (
    select(Session.account_id, Session.last_seen_at, Account.iin)
    .join(Account, Account.id == Session.account_id)
    .where(
        Session.id_hash == bindparam("id_hash"),
        Session.last_seen_at > bindparam("idle_since"),
        Session.opened_at > bindparam("opened_since"),
    )
)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Who is signed in, as one request sees it."""

    id_hash: str
    account_id: UUID
    iin: str
    last_seen_at: datetime

    def is_idle(self, allowed: timedelta, now: datetime) -> bool:
        """Whether it is over for somebody who is allowed less than IDLE."""
        return now - self.last_seen_at >= allowed


def _hash(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()


async def open_session(session: AsyncSession, account_id: UUID, now: datetime) -> str:
    """A fresh secret id for the cookie; it is never stored."""
    session_id = secrets.token_urlsafe(32)
    await _make_room(session, account_id)
    session.add(Session(id_hash=_hash(session_id), account_id=account_id, opened_at=now, last_seen_at=now))
    return session_id


async def _make_room(session: AsyncSession, account_id: UUID) -> None:
    newest = (
        select(Session.id_hash)
        .where(Session.account_id == account_id)
        .order_by(Session.last_seen_at.desc(), Session.opened_at.desc())
        .limit(MOST - 1)
    )
    more = delete(Session).where(Session.account_id == account_id, Session.id_hash.not_in(newest))
    await session.execute(more, execution_options={"synchronize_session": False})


class SessionFinder:
    """Finds an open session, and in the same statement what else is asked of its account."""

    def __init__(self, *beside: ColumnElement[Any]) -> None:
        """`beside` speak of `Account.id`, and may ask for the parameter "now"."""
        self._statement = _OPEN.add_columns(*beside)

    async def __call__(
        self, session: AsyncSession, session_id: str, now: datetime
    ) -> tuple[OpenSession, Sequence[Any]] | None:
        """The session with this id, and what was asked beside it, in its order.

        An id that was never given out, or is over, is nobody's.
        """
        id_hash = _hash(session_id)
        values = {"id_hash": id_hash, "idle_since": now - IDLE, "opened_since": now - ABSOLUTE, "now": now}
        found = (await session.execute(self._statement, values)).first()
        if found is None:
            return None
        account_id, last_seen_at, iin, *beside = found
        return OpenSession(id_hash, account_id, iin, last_seen_at), beside


async def keep_alive(session: AsyncSession, id_hash: str, now: datetime) -> None:
    await session.execute(update(Session).where(Session.id_hash == id_hash).values(last_seen_at=now))


async def close_expired(session: AsyncSession, now: datetime) -> None:
    """Forget sessions that are over; a finder takes them for nobody's already."""
    over = or_(Session.last_seen_at <= now - IDLE, Session.opened_at <= now - ABSOLUTE)
    await session.execute(delete(Session).where(over))


async def close_sessions_of(session: AsyncSession, account_id: UUID) -> None:
    """Wherever they are open: in every browser the person, or somebody else, is signed in."""
    await session.execute(delete(Session).where(Session.account_id == account_id))


async def count_open(session: AsyncSession, now: datetime) -> int:
    """How many are signed in."""
    still = Session.last_seen_at > now - IDLE, Session.opened_at > now - ABSOLUTE
    return (await session.scalar(select(func.count()).select_from(Session).where(*still))) or 0


async def close_session(session: AsyncSession, id_hash: str) -> None:
    await session.execute(delete(Session).where(Session.id_hash == id_hash))
