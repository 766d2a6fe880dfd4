"""Acts after the citizen's signature: the request is sent, given back or recalled (R-10.6 to R-10.8)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.request_document import SERVICE
from portal.applications.tables import Application, NumberSeries
from portal.database.insert_once import insert_once
from portal.gateway.send import send
from portal.kernel.outcomes import Refused
from portal.messages.kinds import ClosedBy, MessageKind
from portal.messages.tell import close_messages, tell
from portal.providers.find import provider_by_code
from portal.regulation.actors import Actor
from portal.regulation.procedure import Act
from portal.regulation.terms import local_day

REQUEST = f"{SERVICE}.request"
"""The gateway's service that sends a request to the provider."""
RECALL = f"{REQUEST}.recall"
"""The gateway's service that recalls a sent request."""

_PORTAL = By(Actor.PORTAL)


def take_signature(session: AsyncSession, application: Application, by: By, now: datetime) -> Refused | None:
    """Record the arrival of the signed request. This moment counts, however long the check takes."""
    if application.document_to_sign is None:
        return Refused("no_request_document")
    refused = advance(session, application, Act.SIGN, by, now)
    if refused is None:
        application.arrived_at = now
    return refused


async def send_to_provider(session: AsyncSession, application: Application, now: datetime) -> Refused | None:
    """Give the confirmed request its registration number, if it has none, and send it by the gateway."""
    refused = advance(session, application, Act.CONFIRM_SIGNATURE, _PORTAL, now)
    if refused:
        return refused
    provider = await provider_by_code(session, application.request.provider)
    application.provider_id = provider.id if provider else None
    arrived_on = local_day(application.arrived_at or now, ZoneInfo(provider.zone) if provider else ZoneInfo("UTC"))
    if application.registration_number is None:
        application.registration_number = await _next_number(session, arrived_on.year)
    await send(session, REQUEST, application.id, _fields(application), now)
    concerned = [subject for subject in (application.id, application.continues_id) if subject]
    await close_messages(session, ClosedBy.SENDING, concerned, now)
    return None


def give_back_request(session: AsyncSession, application: Application, code: str, now: datetime) -> Refused | None:
    """Return a request with an unconfirmed signature to its draft, unchanged, and tell the applicant why (R-10.7)."""
    refused = advance(session, application, Act.REFUSE_SIGNATURE, _PORTAL, now, {"code": code})
    if refused:
        return refused
    application.arrived_at = None
    tell(session, application.account_id, MessageKind.SIGNATURE_REFUSED, application.id, {"code": code}, now)
    return None


async def recall_request(session: AsyncSession, application: Application, code: str, now: datetime) -> Refused | None:
    """Return a request whose accepted signature is found void before registration to its draft (R-10.7).

    The draft is unchanged and keeps its number; a new signature gives it a new arrival. The gateway tells the
    provider, and a message the applicant.
    """
    refused = advance(session, application, Act.RECALL, _PORTAL, now, {"code": code})
    if refused:
        return refused
    await send(session, RECALL, application.id, _fields(application), now)
    application.arrived_at = application.provider_id = None
    tell(session, application.account_id, MessageKind.SIGNATURE_REFUSED, application.id, {"code": code}, now)
    return None


def _fields(application: Application) -> dict[str, str]:
    """Return the gateway message's fields. `arrivedAt` tells a request sent again from the recalled one."""
    return {
        "registrationNumber": application.registration_number or "",
        "provider": application.request.provider,
        "arrivedAt": arrival(application),
    }


def arrival(application: Application) -> str:
    """Return the arrival in ISO 8601; empty for a draft."""
    return application.arrived_at.isoformat() if application.arrived_at else ""


async def _next_number(session: AsyncSession, year: int) -> str:
    """Return the next number, as 2026-000017. Its row is locked until the commit: no repeats, no gaps."""
    await session.execute(insert_once(session, NumberSeries).values(year=year, last=0))
    series = await session.get_one(NumberSeries, year, with_for_update=True)
    series.last += 1
    return f"{year}-{series.last:06d}"
