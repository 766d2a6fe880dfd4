"""What lies on an official's desk: lists by role, each a page of columns, the oldest first (clauses R-5.2 to R-5.5)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.doubt import in_doubt
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

_ON_THE_WAY = (State.DRAFT, State.CHECKING, State.SENT)
_CARD = select(
    Application.id,
    Application.registration_number,
    Application.application_state,
    Application.arrived_at,
    in_doubt().label("in_doubt"),
).order_by(Application.arrived_at, Application.registration_number)
_COUNT = select(func.count()).select_from(Application)

Card = Row[UUID, str | None, State, datetime | None, bool]
"""Id, registration number, state, arrival, whether its signature is in doubt."""


async def waiting(session: AsyncSession, holding: Holding, page: int) -> Sequence[Card]:
    """A page of PAGE applications whose next step is this official's."""
    mine = _CARD.where(*_of(holding), _turn_of(holding.role))
    return (await session.execute(mine.limit(PAGE).offset((page - 1) * PAGE))).all()


async def count_waiting(session: AsyncSession, holding: Holding) -> int:
    mine = _COUNT.where(*_of(holding), _turn_of(holding.role))
    return await session.scalar(mine) or 0


async def desk_application(
    session: AsyncSession, holding: Holding, application_id: UUID, *, to_write: bool = False
) -> Application | None:
    """An application that is this official's to see: sent to their provider, and for an executor, given to them.

    `to_write` holds it against other writers until the commit.
    """
    one = select(Application).where(*_of(holding), Application.id == application_id)
    return await session.scalar(one.with_for_update() if to_write else one)


def _turn_of(role: Role) -> ColumnElement[bool]:
    """A signature in doubt is the executor's to decide, also when the draft already lies with the head."""
    turn = Application.application_state.in_(TURN[role])
    return turn | in_doubt() if role is Role.EXECUTOR else turn


def _of(holding: Holding) -> list[ColumnElement[bool]]:
    """What is this official's to see: what the gateway has delivered to their provider."""
    conditions = [Application.provider_id == holding.provider_id, Application.application_state.not_in(_ON_THE_WAY)]
    if holding.role is Role.EXECUTOR:
        conditions.append(Application.executor_id == holding.id)
    return conditions
