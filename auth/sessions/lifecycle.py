"""The lifecycle of a session: open, find, keep alive, close."""

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
"""The most open sessions of one person. Another one closes the one unused for longest."""
SEEN_EVERY = timedelta(minutes=1)
"""How often `last_seen_at` is written: once a minute for each session, not at each request."""

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
    """The signed-in account, as one request sees it."""

    id_hash: str
    account_id: UUID
    iin: str
    last_seen_at: datetime

    def is_idle(self, allowed: timedelta, now: datetime) -> bool:
        """Whether it has been unused for `allowed`, for roles whose limit is shorter than IDLE."""
        return now - self.last_seen_at >= allowed


def _hash(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()


async def open_session(session: AsyncSession, account_id: UUID, now: datetime) -> str:
    """Open a session. The result is its new secret id for the cookie, which is never stored."""
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
    """Finds an open session and, in the same statement, further columns of its account."""

    def __init__(self, *beside: ColumnElement[Any]) -> None:
        """`beside`: the further columns; they may refer to `Account.id` and to the parameter "now"."""
        self._statement = _OPEN.add_columns(*beside)

    async def __call__(
        self, session: AsyncSession, session_id: str, now: datetime
    ) -> tuple[OpenSession, Sequence[Any]] | None:
        """The session with this id and the further columns, in order; None when it is unknown or has expired."""
        id_hash = _hash(session_id)
        values = {"id_hash": id_hash, "idle_since": now - IDLE, "opened_since": now - ABSOLUTE, "now": now}
        found = (await session.execute(self._statement, values)).first()
        if found is None:
            return None
        account_id, last_seen_at, iin, *beside = found
        return OpenSession(id_hash, account_id, iin, last_seen_at), beside


async def keep_alive(session: AsyncSession, id_hash: str, now: datetime) -> None:
    """Begin its idle time anew. A request that has waited longer than another does not move it back."""
    earlier = update(Session).where(Session.id_hash == id_hash, Session.last_seen_at < now)
    await session.execute(earlier.values(last_seen_at=now))


async def close_expired(session: AsyncSession, now: datetime) -> None:
    """Delete expired sessions, which a finder no longer returns."""
    over = or_(Session.last_seen_at <= now - IDLE, Session.opened_at <= now - ABSOLUTE)
    await session.execute(delete(Session).where(over))


async def close_sessions_of(session: AsyncSession, account_id: UUID) -> None:
    """Close every session of the account, in whichever browser it is open."""
    await session.execute(delete(Session).where(Session.account_id == account_id))


async def count_open(session: AsyncSession, now: datetime) -> int:
    """The number of sessions that have not expired."""
    still = Session.last_seen_at > now - IDLE, Session.opened_at > now - ABSOLUTE
    return (await session.scalar(select(func.count()).select_from(Session).where(*still))) or 0


async def close_session(session: AsyncSession, id_hash: str) -> None:
    await session.execute(delete(Session).where(Session.id_hash == id_hash))
