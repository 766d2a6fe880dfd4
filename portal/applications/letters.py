"""Draft notices about an application, with the data that every kind of notice has."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.tables import Application
from portal.kernel.errors import NotYourTurn
from portal.notices.kinds import NoticeKind
from portal.notices.lifecycle import create_notice
from portal.notices.tables import Notice
from portal.providers.find import get_provider, name_of, staff
from portal.providers.tables import Role


async def letter_data(session: AsyncSession, application: Application, now: datetime) -> dict[str, str]:
    """Return recipient, provider, signer and application as data. Raises NotYourTurn if the provider has no head."""
    provider = await get_provider(session, application.provider_id) if application.provider_id else None
    heads = await staff(session, provider.id, Role.HEAD, now) if provider else ()
    if provider is None or not heads:
        raise NotYourTurn
    return {
        "recipient": application.request.applicant,
        "provider": name_of(provider, application.language),
        "signer": heads[0].full_name,
        "signer_id": str(heads[0].id),
        "application": application.registration_number or "",
        "arrived_on": (application.arrived_at or now).isoformat(),
    }


async def draft_letter(
    session: AsyncSession, application: Application, kind: NoticeKind, data: dict[str, str], now: datetime
) -> Notice:
    """Create a notice to the applicant, in the application's language, for the signer named in `data`."""
    signer = UUID(data["signer_id"])
    return await create_notice(
        session, kind, application.account_id, application.id, signer, application.language, data, now
    )
