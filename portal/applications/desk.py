"""What lies on an official's desk: lists by role, each a page of columns, the oldest first (clauses R-5.2 to R-5.5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.find import PAGE
from portal.applications.tables import Application
from portal.providers.find import Holding
from portal.providers.tables import Role
from portal.regulation.states import State

TURN = {
    Role.CLERK: (State.DELIVERED,),
    Role.HEAD: (State.REGISTERED, State.DRAFTED),
    Role.EXECUTOR: (State.EXAMINED,),
}
"""In which states it is a role's turn."""

_CARD = select(
    Application.id, Application.registration_number, Application.application_state, Application.arrived_at
).order_by(Application.arrived_at, Application.registration_number)
_COUNT = select(func.count()).select_from(Application)

Card = Row[tuple[UUID, str | None, State, datetime | None]]


async def waiting(session: AsyncSession, holding: Holding, page: int) -> Sequence[Card]:
    """A page of PAGE applications whose next step is this official's."""
    mine = _of(_CARD, holding).where(Application.application_state.in_(TURN[holding.role]))
    return (await session.execute(mine.limit(PAGE).offset((page - 1) * PAGE))).all()


async def count_waiting(session: AsyncSession, holding: Holding) -> int:
    mine = _of(_COUNT, holding).where(Application.application_state.in_(TURN[holding.role]))
    return await session.scalar(mine) or 0


async def desk_application(session: AsyncSession, holding: Holding, application_id: UUID) -> Application | None:
    """An application that is this official's to see: sent to their provider, and for an executor, given to them."""
    statement = _of(select(Application), holding).where(Application.id == application_id)
    return await session.scalar(statement)


def _of(statement: Select[Any], holding: Holding) -> Select[Any]:
    own = statement.where(Application.provider_id == holding.provider_id)
    return own.where(Application.executor_id == holding.id) if holding.role is Role.EXECUTOR else own
