"""What the gateway delivers to the provider: the request, and its recall (R-10.7, R-10.8)."""

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
    """Record that the request is delivered, and tell the applicant "request accepted" (Standard, item 9).

    A repeated message changes nothing. A message of a request that was recalled before it came changes nothing
    either, even if the applicant has sent the request again: `arrivedAt` tells the two apart.
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
    """Change nothing: `recall_request` has taken the request off the desk (R-10.7). The gateway keeps the message."""
