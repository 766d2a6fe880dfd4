"""Places in the lists: always computed, never stored."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.tables import Application
from portal.database.types import UtcDateTime
from portal.kernel.errors import NotYourTurn
from portal.providers.tables import Provider
from portal.queue.tables import QueueEntry

_MOMENT = bindparam("counted_from", type_=UtcDateTime())
_IN_LIST = and_(QueueEntry.provider_id == bindparam("provider_id"), QueueEntry.list == bindparam("list"))
_AHEAD = select(func.count()).where(
    _IN_LIST,
    or_(
        QueueEntry.counted_from < _MOMENT,
        and_(
            QueueEntry.counted_from == _MOMENT,
            QueueEntry.registration_number < bindparam("registration_number"),
        ),
    ),
)
_TOTAL = select(func.count()).where(_IN_LIST)
_ENTRY = select(QueueEntry.application_id).where(QueueEntry.application_id == bindparam("application_id"))
_LOCK = select(Provider.id).where(Provider.id == bindparam("provider_id")).with_for_update(key_share=True)


@dataclass(frozen=True, slots=True)
class OrderKey:
    """What a place is computed from: the provider's list, the counting moment, the registration number."""

    provider_id: UUID
    list: str
    counted_from: datetime
    registration_number: str


def order_key(application: Application) -> OrderKey:
    """Return the application's key in the order, in the list or not yet. Raises NotYourTurn for a draft."""
    if application.provider_id is None or application.arrived_at is None or not application.registration_number:
        raise NotYourTurn
    category = application.request.category
    return OrderKey(application.provider_id, category, application.arrived_at, application.registration_number)


async def lock_lists(session: AsyncSession, provider_id: UUID) -> None:
    """Lock the lists of this provider until the commit: a place computed after this stays true."""
    await session.execute(_LOCK, {"provider_id": provider_id})


async def place(session: AsyncSession, key: OrderKey) -> int:
    """Return the ordinal number of this key, from 1: that of its entry, or the one an entry would have."""
    ahead = await session.scalar(
        _AHEAD,
        {
            "provider_id": key.provider_id,
            "list": key.list,
            "counted_from": key.counted_from,
            "registration_number": key.registration_number,
        },
    )
    return (ahead or 0) + 1


async def count_in_list(session: AsyncSession, provider_id: UUID, list_code: str) -> int:
    """Return how many are in the list."""
    return await session.scalar(_TOTAL, {"provider_id": provider_id, "list": list_code}) or 0


async def is_in_list(session: AsyncSession, application_id: UUID) -> bool:
    """Return whether the application has an entry. A withdrawn notice leaves it there."""
    return await session.scalar(_ENTRY, {"application_id": application_id}) is not None
