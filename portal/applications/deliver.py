"""What the gateway brings to the provider: the request, and its recall (R-10.7, R-10.8)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.find import lock_application
from portal.applications.submit import arrival
from portal.messages.kinds import MessageKind
from portal.messages.tell import tell
from portal.regulation.actors import Actor
from portal.regulation.procedure import Act


async def deliver_request(
    session: AsyncSession, application_id: UUID, fields: Mapping[str, str], now: datetime
) -> None:
    """The gateway has delivered the request: "request accepted" (Standard, item 9).

    A repeated one changes nothing, nor does one that was recalled before it came, whatever was sent since.
    """
    application = await lock_application(session, application_id)
    if fields.get("arrivedAt", arrival(application)) != arrival(application):
        return
    if advance(session, application, Act.DELIVER, By(Actor.GATEWAY), now) is None:
        number = application.registration_number or fields["registrationNumber"]
        tell(session, application.account_id, MessageKind.ACCEPTED, application.id, {"number": number}, now)


async def deliver_recall(
    _session: AsyncSession, _application_id: UUID, _fields: Mapping[str, str], _now: datetime
) -> None:
    """The request is taken back (R-10.7). It left the desk with its state; that the provider was told is kept."""
