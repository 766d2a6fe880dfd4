"""The portal's condition, for health and metrics: read by a few short queries, kept for two seconds."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from litestar.di import NamedDependency
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from auth.certificates.lists.freshness import ListState, list_states
from auth.certificates.trust import TrustStore
from auth.sessions.lifecycle import count_open
from portal.database.transactions import Transactions
from portal.kernel.clock import Clock
from portal.outbox.lag import Lag, lag

KEPT = timedelta(seconds=2)
_PATIENCE = 3
"""Seconds after which a database that does not answer counts as away."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The condition at one moment. `lag` and `sessions` are None without a database of this program's schema."""

    at: datetime
    milliseconds: float | None
    """How long the database took for its first answer; None while it is away."""
    schema: str
    """The revision of the database's schema; "" if there is none."""
    lists: tuple[ListState, ...]
    lag: Lag | None = None
    sessions: int | None = None


class Condition:
    """`revisions`: the schema's steps that this program knows, the newest last."""

    def __init__(self, transactions: Transactions, clock: Clock, trust: TrustStore, revisions: Sequence[str]) -> None:
        self.revisions = tuple(revisions)
        self._transactions = transactions
        self._clock = clock
        self._trust = trust
        self._last: Seen | None = None

    async def look(self) -> Seen:
        """Queries the database at most once in KEPT."""
        now = self._clock.now()
        if self._last is None or not self._last.at <= now < self._last.at + KEPT:
            self._last = await self._look(now)
        return self._last

    def forget(self) -> None:
        """The next look queries the database again."""
        self._last = None

    async def _look(self, now: datetime) -> Seen:
        issuers = self._trust.issuers
        lists = {(one.key, one.kind): one for by in issuers for one in list_states(self._trust.crls, by, now)}
        seen = Seen(now, None, "", tuple(lists.values()))
        begun = perf_counter()
        try:
            async with asyncio.timeout(_PATIENCE):
                schema = await self._schema()
                seen = Seen(now, round((perf_counter() - begun) * 1000, 1), schema, seen.lists)
                return await self._with_figures(seen) if schema == self.revisions[-1] else seen
        except Exception:  # noqa: BLE001 -- drivers raise errors of their own; with any of them the database is away
            return seen

    async def _schema(self) -> str:
        async with self._transactions.reading() as session:
            await session.execute(text("SELECT 1"))
            try:
                return await session.scalar(text("SELECT version_num FROM alembic_version")) or ""
            except SQLAlchemyError:
                return ""

    async def _with_figures(self, seen: Seen) -> Seen:
        async with self._transactions.reading() as session:
            counts = await lag(session, seen.at), await count_open(session, seen.at)
        return Seen(seen.at, seen.milliseconds, seen.schema, seen.lists, *counts)


GivenCondition = NamedDependency[Condition]
