"""Count an attempt before its work is done, and give it back when it should not count.

If it were counted afterwards, two hundred attempts at once would all pass. The table stores what remains of a limit,
not what was used, so one statement serves limits of every size.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Executable, bindparam, case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from auth.limits.tables import Attempts

_WHERE_LEFT = (Attempts.key == bindparam("of_key"), Attempts.ends_at == bindparam("of_ends_at"))
_GIVE_BACK = update(Attempts).where(*_WHERE_LEFT).values(remaining=Attempts.remaining + 1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` attempts in a window, which begins with the first of them."""

    code: str
    most: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Counted:
    """A limit, and the key in the table of whoever it counts."""

    limit: Limit
    key: str


Taken = Sequence[tuple[str, datetime]]
"""What was counted, for `give_back`: keys, and the ends of their windows."""


class TooMany(Exception):
    """A limit is used up. As an exception it rolls the transaction back, so a refused attempt counts nowhere."""

    def __init__(self, limit: Limit, until: datetime, wait: timedelta) -> None:
        super().__init__(limit.code)
        self.limit = limit
        self.until = until
        self.wait = wait


class Counter:
    """Counts attempts under keys that are HMACs with the server's secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, limit: Limit, *whom: str) -> Counted:
        text = "\0".join((limit.code, *whom))
        return Counted(limit, hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest())

    async def take(self, session: AsyncSession, counted: Sequence[Counted], now: datetime) -> Taken:
        """Count one attempt against each. Raises TooMany when one is used up; let it roll the transaction back."""
        # Always in the same order, so that two transactions never deadlock.
        ordered = sorted(counted, key=lambda one: one.key)
        taken = (await session.execute(_take_one_of_each(session, ordered, now))).all()
        if len(taken) < len(ordered):
            raise await _too_many(session, ordered, {key for key, _ in taken}, now)
        return [(key, ends_at) for key, ends_at in taken]

    async def give_back(self, session: AsyncSession, taken: Taken) -> None:
        """Undo `take`. Windows that have ended meanwhile do not change."""
        rows = [{"of_key": key, "of_ends_at": ends_at} for key, ends_at in taken]
        await (await session.connection()).execute(_GIVE_BACK, rows)


def _take_one_of_each(session: AsyncSession, counted: Sequence[Counted], now: datetime) -> Executable:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = [{"key": one.key, "remaining": one.limit.most - 1, "ends_at": now + one.limit.window} for one in counted]
    fresh = insert(Attempts).values(rows)
    over = Attempts.ends_at <= now
    return fresh.on_conflict_do_update(
        index_elements=[Attempts.key],
        set_={
            "remaining": case((over, fresh.excluded.remaining), else_=Attempts.remaining - 1),
            "ends_at": case((over, fresh.excluded.ends_at), else_=Attempts.ends_at),
        },
        where=or_(over, Attempts.remaining > 0),
    ).returning(Attempts.key, Attempts.ends_at)


async def _too_many(session: AsyncSession, counted: Sequence[Counted], taken: set[str], now: datetime) -> TooMany:
    """The limit that stays used up longest."""
    used_up = {one.key: one.limit for one in counted if one.key not in taken}
    found = select(Attempts.key, Attempts.ends_at).where(Attempts.key.in_(used_up)).order_by(Attempts.ends_at.desc())
    key, until = (await session.execute(found.limit(1))).one()
    return TooMany(used_up[key], until, until - now)


async def forget_ended(session: AsyncSession, now: datetime) -> None:
    """Delete windows that have ended; they no longer count."""
    await session.execute(delete(Attempts).where(Attempts.ends_at <= now))
