"""What follows when the citizen's signature is in: the request is sent, or given back (R-10.6 to R-10.8)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.request_document import SERVICE
from portal.applications.tables import Application, NumberSeries
from portal.database.insert_once import insert_once
from portal.gateway.send import send
from portal.kernel.outcomes import Refused
from portal.messages.kinds import MessageKind
from portal.messages.tell import tell
from portal.providers.find import provider_by_code
from portal.regulation.actors import Actor
from portal.regulation.procedure import Act
from portal.regulation.terms import local_day

REQUEST = f"{SERVICE}.request"
"""The gateway's name for what is sent to the provider."""
RECALL = f"{REQUEST}.recall"
"""And for what takes it back."""

_PORTAL = By(Actor.PORTAL)


def take_signature(session: AsyncSession, application: Application, by: By, now: datetime) -> Refused | None:
    """The signed request has arrived; whatever the check takes, this is the moment that counts."""
    if application.request_document is None:
        return Refused("no_request_document")
    refused = advance(session, application, Act.SIGN, by, now)
    if refused is None:
        application.arrived_at = now
    return refused


async def send_to_provider(session: AsyncSession, application: Application, now: datetime) -> Refused | None:
    """The signature is confirmed: number the request, once and for ever, and hand it to the gateway."""
    refused = advance(session, application, Act.CONFIRM_SIGNATURE, _PORTAL, now)
    if refused:
        return refused
    provider = await provider_by_code(session, application.request.provider)
    application.provider_id = provider.id if provider else None
    arrived_on = local_day(application.arrived_at or now, ZoneInfo(provider.zone) if provider else ZoneInfo("UTC"))
    if application.registration_number is None:
        application.registration_number = await _next_number(session, arrived_on.year)
    await send(session, REQUEST, application.id, _fields(application), now)
    return None


def give_back_request(session: AsyncSession, application: Application, code: str, now: datetime) -> Refused | None:
    """The signature is not confirmed (R-10.7): the draft lies there as it was, and the cabinet says why."""
    refused = advance(session, application, Act.REFUSE_SIGNATURE, _PORTAL, now, {"code": code})
    if refused:
        return refused
    application.arrived_at = None
    tell(session, application.account_id, MessageKind.SIGNATURE_REFUSED, application.id, {"code": code}, now)
    return None


async def recall_request(session: AsyncSession, application: Application, code: str, now: datetime) -> Refused | None:
    """The signature was accepted, and is found void before anybody registered the request (R-10.7).

    The draft lies there as it was, and keeps its number; signed anew, it arrives anew. The provider is told.
    """
    refused = advance(session, application, Act.RECALL, _PORTAL, now, {"code": code})
    if refused:
        return refused
    await send(session, RECALL, application.id, _fields(application), now)
    application.arrived_at = application.provider_id = None
    tell(session, application.account_id, MessageKind.SIGNATURE_REFUSED, application.id, {"code": code}, now)
    return None


def _fields(application: Application) -> dict[str, str]:
    """What the provider's side is told. By its arrival a request is told from the same one sent before."""
    return {
        "registrationNumber": application.registration_number or "",
        "provider": application.request.provider,
        "arrivedAt": arrival(application),
    }


def arrival(application: Application) -> str:
    """The moment as it stands in a message; empty for what has not arrived, or was recalled."""
    return application.arrived_at.isoformat() if application.arrived_at else ""


async def _next_number(session: AsyncSession, year: int) -> str:
    """As in 2026-000017. The row is locked until the commit, so a number is never given twice nor left out."""
    await session.execute(insert_once(session, NumberSeries).values(year=year, last=0))
    series = await session.get_one(NumberSeries, year, with_for_update=True)
    series.last += 1
    return f"{year}-{series.last:06d}"
