"""Look up applications of a person. By id alone only machines do (`lock_application`)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.tables import Application
from portal.kernel.errors import NotFound
from portal.regulation.states import Phase, State, states_in

PAGE = 20

_ROW = select(
    Application.id,
    Application.application_state,
    Application.registration_number,
    Application.arrived_at,
    Application.saved_at,
)
_OWN = (
    _ROW.where(Application.account_id == bindparam("account_id"))
    .order_by(Application.started_at.desc())
    .limit(PAGE)
    .offset(bindparam("offset"))
)
_NOT_REFUSED = (
    Application.account_id == bindparam("account_id"),
    Application.application_state.not_in(states_in(Phase.REFUSED)),
)
_CURRENT = select(Application).where(*_NOT_REFUSED).order_by(Application.started_at.desc())
_CURRENT_ROW = _ROW.where(*_NOT_REFUSED).order_by(Application.started_at.desc()).limit(1)
_COUNT = select(func.count()).where(Application.account_id == bindparam("account_id"))

OwnRow = Row[UUID, State, str | None, datetime | None, datetime]
"""Id, state, registration number, arrival, last saved."""


async def own_application(session: AsyncSession, account_id: UUID, application_id: UUID) -> Application:
    """Return the person's own application, to read. Raises NotFound for another person's."""
    return await _one(session, select(Application).where(_is(application_id), Application.account_id == account_id))


async def lock_own_application(session: AsyncSession, account_id: UUID, application_id: UUID) -> Application:
    """Lock the person's own application until the commit. Raises NotFound for another person's."""
    mine = select(Application).where(_is(application_id), Application.account_id == account_id)
    return await _one(session, mine.with_for_update())


async def lock_application(session: AsyncSession, application_id: UUID) -> Application:
    """Lock the application until the commit, whoever owns it: for acts of the portal and the gateway."""
    return await _one(session, select(Application).where(_is(application_id)).with_for_update())


async def current_application(session: AsyncSession, account_id: UUID) -> Application | None:
    """Return the person's one application that is not refused: a draft, under way or issued."""
    return (await session.scalars(_CURRENT, {"account_id": account_id})).first()


async def current_row(session: AsyncSession, account_id: UUID) -> OwnRow | None:
    """Return the columns of `current_application` that a list shows."""
    return (await session.execute(_CURRENT_ROW, {"account_id": account_id})).first()


async def own_rows(session: AsyncSession, account_id: UUID, page: int) -> Sequence[OwnRow]:
    """Return a page of PAGE applications of a person, newest first."""
    return (await session.execute(_OWN, {"account_id": account_id, "offset": (page - 1) * PAGE})).all()


async def count_own(session: AsyncSession, account_id: UUID) -> int:
    return await session.scalar(_COUNT, {"account_id": account_id}) or 0


def _is(application_id: UUID) -> ColumnElement[bool]:
    return Application.id == application_id


async def _one(session: AsyncSession, statement: Select[Application]) -> Application:
    found = await session.scalar(statement)
    if found is None:
        raise NotFound
    return found
