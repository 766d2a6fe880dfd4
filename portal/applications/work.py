"""The provider's steps before the result: arrive, register, name the executor, examine (R-5.2 to R-5.4, R-10.8)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.find import for_update
from portal.applications.submit import arrival
from portal.applications.tables import Application
from portal.kernel.errors import NotFound
from portal.kernel.outcomes import Refused
from portal.messages.tell import tell
from portal.providers.find import Holding, staff
from portal.providers.tables import Role
from portal.regulation.actors import Actor
from portal.regulation.procedure import Act


async def arrive(session: AsyncSession, application_id: UUID, fields: Mapping[str, str], now: datetime) -> None:
    """The gateway has delivered the request: "request accepted" (Standard, item 9).

    A repeated one changes nothing, nor does one that was recalled before it came, whatever was sent since.
    """
    application = await for_update(session, application_id)
    if fields.get("arrivedAt", arrival(application)) != arrival(application):
        return
    if advance(session, application, Act.DELIVER, By(Actor.GATEWAY), now) is None:
        number = application.registration_number or fields["registrationNumber"]
        tell(session, application.account_id, "accepted", application.id, {"number": number}, now)


async def recalled(_session: AsyncSession, _application_id: UUID, _fields: Mapping[str, str], _now: datetime) -> None:
    """The request is taken back (R-10.7). It left the desk with its state; that the provider was told is kept."""


def register(session: AsyncSession, application: Application, clerk: UUID, now: datetime) -> Refused | None:
    """Register and pass to the head for resolution (R-5.2)."""
    return advance(session, application, Act.REGISTER, By(Actor.CLERK, clerk), now)


async def name_executor(
    session: AsyncSession, application: Application, executor_id: UUID, head: UUID, now: datetime
) -> Refused | None:
    """The head determines who examines (R-5.3); only somebody who holds that position here now."""
    executor = await _executor(session, application, executor_id, now)
    refused = advance(
        session, application, Act.NAME_EXECUTOR, By(Actor.HEAD, head), now, {"executor": executor.full_name}
    )
    if refused is None:
        application.executor_id = executor.id
    return refused


async def _executor(session: AsyncSession, application: Application, executor_id: UUID, now: datetime) -> Holding:
    if application.provider_id is None:
        raise NotFound
    for holding in await staff(session, application.provider_id, Role.EXECUTOR, now):
        if holding.id == executor_id:
            return holding
    raise NotFound
