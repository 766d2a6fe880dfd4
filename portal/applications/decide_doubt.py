"""The executor decides about a request whose signature is found void after registration (R-10.6, R-10.7)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import advance
from portal.applications.continue_draft import continue_draft
from portal.applications.desk import take_case
from portal.applications.doubt import refused_for_doubt
from portal.applications.tables import Application
from portal.kernel.outcomes import Refused
from portal.messages.kinds import MessageKind
from portal.messages.tell import tell
from portal.notices.lifecycle import notice_of, void_notice
from portal.providers.find import Official
from portal.providers.tables import Role
from portal.regulation.procedure import NOT_OPEN, Act


async def refuse_unconfirmed(
    session: AsyncSession, executor: Official, application_id: UUID, now: datetime
) -> Refused | None:
    """End the request because its signature does not confirm it (R-10.7), and continue the answers in a new draft.

    A notice that was drafted is voided.
    """
    case = await take_case(session, executor, Role.EXECUTOR, application_id)
    application = case.application
    refused = await _refused_without_doubt(session, application) or advance(
        session, application, Act.REFUSE_UNCONFIRMED, case.by, now
    )
    if refused is None:
        if notice := await notice_of(session, application.id):
            void_notice(notice, now)
        tell(session, application.account_id, MessageKind.UNCONFIRMED, application.id, application.numbered, now)
        await continue_draft(session, application, now)
    return refused


async def keep_request(
    session: AsyncSession, executor: Official, application_id: UUID, reason: str, now: datetime
) -> Refused | None:
    """Go on with the request in spite of its signature. The journal keeps the reason; the case page shows it."""
    case = await take_case(session, executor, Role.EXECUTOR, application_id)
    return await _refused_without_doubt(session, case.application) or advance(
        session, case.application, Act.KEEP_REQUEST, case.by, now, {"reason": reason}
    )


async def _refused_without_doubt(session: AsyncSession, application: Application) -> Refused | None:
    return None if await refused_for_doubt(session, application) else Refused(NOT_OPEN)
