"""The applications on an official's desk: a list for each position, paged, oldest first (clauses R-5.2 to R-5.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By
from portal.applications.doubt import in_doubt
from portal.applications.find import PAGE
from portal.applications.tables import Application
from portal.kernel.errors import NotFound
from portal.providers.find import Holding, Official
from portal.providers.tables import Role
from portal.regulation.actors import Actor
from portal.regulation.procedure import turn_of
from portal.regulation.states import Phase, State, states_in

_NOT_THERE_YET = states_in(Phase.DRAFT, Phase.ON_THE_WAY)
_ROW = select(
    Application.id,
    Application.registration_number,
    Application.application_state,
    Application.arrived_at,
    in_doubt().label("in_doubt"),
).order_by(Application.arrived_at, Application.registration_number)
_COUNT = select(func.count()).select_from(Application)

DeskRow = Row[UUID, str | None, State, datetime | None, bool]
"""Id, registration number, state, arrival, whether the signature is in doubt."""


@dataclass(frozen=True, slots=True)
class DeskCase:
    """An application that an official may act on, its row locked, with the position they act in."""

    application: Application
    holding: Holding
    by: By


async def waiting(session: AsyncSession, holding: Holding, page: int) -> Sequence[DeskRow]:
    """Return a page of PAGE applications whose next step this position does."""
    mine = _ROW.where(_seen_by(holding), _turn_of(holding.role))
    return (await session.execute(mine.limit(PAGE).offset((page - 1) * PAGE))).all()


async def count_waiting(session: AsyncSession, holding: Holding) -> int:
    mine = _COUNT.where(_seen_by(holding), _turn_of(holding.role))
    return await session.scalar(mine) or 0


async def seen_application(session: AsyncSession, holdings: Sequence[Holding], application_id: UUID) -> Application:
    """Return the application if one of these positions may see it. Raises NotFound."""
    return await _one(session, holdings, application_id, to_write=False)


async def take_case(session: AsyncSession, official: Official, role: Role, application_id: UUID) -> DeskCase:
    """Lock the application for an act of this role until the commit. Raises NotFound."""
    holdings = official.in_role(role)
    application = await _one(session, holdings, application_id, to_write=True)
    holding = next(one for one in holdings if sees(one, application))
    return DeskCase(application, holding, By(Actor(role.value), official.account_id))


def one_a_desk(holdings: Sequence[Holding]) -> list[Holding]:
    """Leave out a second position of the same role at the same provider: it has the desk of the first, and its acts.

    Two executors' positions have two desks, since an application is assigned to one of them.
    """
    shared: set[tuple[UUID, Role]] = set()
    kept = []
    for holding in holdings:
        desk = (holding.provider_id, holding.role)
        if holding.role is Role.EXECUTOR or desk not in shared:
            kept.append(holding)
        shared.add(desk)
    return kept


def sees(holding: Holding, application: Application) -> bool:
    """Return whether the position may see it: clerks and heads all of the provider, an executor the assigned ones."""
    return holding.provider_id == application.provider_id and (
        holding.role is not Role.EXECUTOR or holding.id == application.executor_id
    )


def is_turn_of(role: Role, application: Application) -> bool:
    return application.application_state in turn_of(Actor(role.value))


async def _one(
    session: AsyncSession, holdings: Sequence[Holding], application_id: UUID, *, to_write: bool
) -> Application:
    seen = or_(false(), *(_seen_by(holding) for holding in holdings))
    one = select(Application).where(Application.id == application_id, seen)
    found = await session.scalar(one.with_for_update() if to_write else one)
    if found is None:
        raise NotFound
    return found


def _turn_of(role: Role) -> ColumnElement[bool]:
    """The executor decides a signature in doubt even while the draft waits for the head."""
    turn = Application.application_state.in_(turn_of(Actor(role.value)))
    return turn | in_doubt() if role is Role.EXECUTOR else turn


def _seen_by(holding: Holding) -> ColumnElement[bool]:
    """Return `sees` as an SQL condition, for applications that the gateway has delivered."""
    conditions = [
        Application.provider_id == holding.provider_id,
        Application.application_state.not_in(_NOT_THERE_YET),
    ]
    if holding.role is Role.EXECUTOR:
        conditions.append(Application.executor_id == holding.id)
    return and_(*conditions)
