"""Look up providers and their officials."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, SQLColumnExpression, bindparam, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.kernel.language import Language, text_in
from portal.providers.tables import Position, Provider, Role

_ALL = select(Provider).order_by(Provider.code)
_HOLDS = (
    Position.since <= bindparam("now"),
    or_(Position.until.is_(None), Position.until > bindparam("now")),
)
_OF_ACCOUNT = (
    select(Position.id, Position.provider_id, Position.role, Position.full_name)
    .where(Position.account_id == bindparam("account_id"), *_HOLDS)
    .order_by(Position.since)
)
_AT_PROVIDER = (
    select(Position.id, Position.provider_id, Position.role, Position.full_name)
    .where(Position.provider_id == bindparam("provider_id"), Position.role == bindparam("role"), *_HOLDS)
    .order_by(Position.full_name)
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A position that somebody holds now."""

    id: UUID
    provider_id: UUID
    role: Role
    full_name: str


@dataclass(frozen=True, slots=True)
class Official:
    """An account with its IIN and every position it holds now, oldest first."""

    account_id: UUID
    iin: str
    holdings: tuple[Holding, ...]

    def in_role(self, role: Role) -> tuple[Holding, ...]:
        """Return the positions in this role, at every provider."""
        return tuple(holding for holding in self.holdings if holding.role is role)


async def providers(session: AsyncSession) -> Sequence[Provider]:
    return (await session.scalars(_ALL)).all()


async def get_provider(session: AsyncSession, provider_id: UUID) -> Provider:
    return await session.get_one(Provider, provider_id)


async def provider_by_code(session: AsyncSession, code: str) -> Provider | None:
    return await session.scalar(select(Provider).where(Provider.code == code))


async def holdings(session: AsyncSession, account_id: UUID, now: datetime) -> tuple[Holding, ...]:
    """Return the positions that the account holds now, oldest first."""
    rows = await session.execute(_OF_ACCOUNT, {"account_id": account_id, "now": now})
    return tuple(Holding(*row) for row in rows)


def holds_position(account_id: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    """Return an SQL column: whether an account holds a position. The statement has the parameter "now"."""
    return exists().where(Position.account_id == account_id, *_HOLDS)


async def staff(session: AsyncSession, provider_id: UUID, role: Role, now: datetime) -> tuple[Holding, ...]:
    """Return the positions in this role at the provider, ordered by name."""
    rows = await session.execute(_AT_PROVIDER, {"provider_id": provider_id, "role": role, "now": now})
    return tuple(Holding(*row) for row in rows)


def name_of(provider: Provider, language: Language) -> str:
    """Return the provider's name in the language, or in Kazakh if it has none in it."""
    return text_in(provider.name, language)


def settlement_of(provider: Provider, language: Language) -> str:
    """Return the provider's settlement in the language, or in Kazakh if it has none in it."""
    return text_in(provider.settlement, language)


def opening_times(provider: Provider) -> tuple[ZoneInfo, time, time]:
    """Return zone, opening time and closing time."""
    return ZoneInfo(provider.zone), _clock_time(provider.opens), _clock_time(provider.closes)


def _clock_time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
