"""The notice of registration with its ordinal number (R-5.4): draft it, keep it true until signed, withdraw it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.desk import take_case
from portal.applications.doubt import refused_for_doubt
from portal.applications.letters import draft_letter, letter_data
from portal.applications.tables import Application
from portal.kernel.outcomes import Refused
from portal.messages.kinds import ClosedBy
from portal.messages.tell import close_messages, tell
from portal.notices.kinds import NoticeKind
from portal.notices.lifecycle import revise_notice, void_notice
from portal.notices.tables import Notice
from portal.providers.find import Official
from portal.providers.tables import Role
from portal.queue.place import lock_lists, order_key, place
from portal.queue.results import RESULTS
from portal.regulation.actors import Actor
from portal.regulation.procedure import Act


async def draft_notice(
    session: AsyncSession, executor: Official, application_id: UUID, now: datetime
) -> Refused | None:
    """Draft the notice of registration with the present ordinal number."""
    case = await take_case(session, executor, Role.EXECUTOR, application_id)
    refused = await refused_for_doubt(session, case.application) or advance(
        session, case.application, Act.DRAFT_NOTICE, case.by, now
    )
    if refused is None:
        data = await letter_data(session, case.application, now)
        data |= {"category": case.application.request.category}
        data |= await _ordinal(session, case.application, NoticeKind.REGISTRATION)
        await draft_letter(session, case.application, NoticeKind.REGISTRATION, data, now)
    return refused


async def bring_up_to_date(
    session: AsyncSession, application: Application, notice: Notice, signer_id: UUID, signer: str, now: datetime
) -> bool:
    """Revise the notice if its ordinal number has changed, or another head signs; return whether it was revised.

    An earlier applicant who is decided meanwhile enters ahead, and a wrong number is never issued. Locks the
    provider's lists until the commit.
    """
    if RESULTS[notice.kind].enters_list:
        await lock_lists(session, order_key(application).provider_id)
    data = {"signer": signer, "signer_id": str(signer_id), **await _ordinal(session, application, notice.kind)}
    if all(notice.data.get(name) == value for name, value in data.items()):
        return False
    await revise_notice(session, notice, signer_id, data, now)
    return True


async def withdraw_notice(
    session: AsyncSession, application: Application, notice: Notice, now: datetime
) -> Refused | None:
    """Void a notice whose accepted signature is found void, and draft the same notice for a new signature (R-10.11b).

    The citizen keeps the place in the list: it follows from the arrival of the request, which is not in doubt.
    """
    refused = advance(session, application, Act.WITHDRAW_NOTICE, By(Actor.PORTAL), now, {"notice": notice.number})
    if refused:
        return refused
    void_notice(notice, now)
    data = {**notice.data, **await _ordinal(session, application, notice.kind)}
    await draft_letter(session, application, notice.kind, data, now)
    result = RESULTS[notice.kind]
    await close_messages(session, ClosedBy.WITHDRAWAL, [application.id], now)
    tell(session, application.account_id, result.withdrawn, application.id, application.numbered, now)
    return None


async def _ordinal(session: AsyncSession, application: Application, kind: NoticeKind) -> dict[str, str]:
    """Return the present ordinal number as notice data; empty for a kind that enters no list."""
    if not RESULTS[kind].enters_list:
        return {}
    return {"ordinal": str(await place(session, order_key(application)))}
