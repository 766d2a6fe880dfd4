"""The head signs a result (R-5.5)."""

import hashlib
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from auth.signatures import OFFICIAL, Cms, ExpectedSigner
from portal.applications.desk import seen_application, take_case
from portal.applications.tables import Application
from portal.database.transactions import Transactions
from portal.files.store import Files
from portal.kernel.clock import Clock
from portal.kernel.errors import NotYourTurn
from portal.notices.lifecycle import notice_of
from portal.notices.tables import Notice
from portal.providers.find import Official, get_provider
from portal.providers.tables import Role
from portal.queue.notice import bring_up_to_date
from portal.regulation.states import State
from portal.signing.receive import Verifier, judge_offline, receive
from portal.wiring.signatures import NOTICE, settle


class NoticeSigning(StrEnum):
    """What happened to the upload. The signature's verdict is stored with it, and the case page shows it."""

    TAKEN = "taken"
    """The signature is over the present notice, and is judged."""
    MADE_ANEW = "made_anew"
    """The signature is over a notice that is out of date; a job makes the new one."""
    NOTHING_TO_SIGN = "nothing_to_sign"
    """The result is issued already, there is none, or it cannot be printed."""


async def sign_notice(
    transactions: Transactions,
    files: Files,
    verifier: Verifier,
    clock: Clock,
    head: Official,
    application_id: UUID,
    cms: Cms,
) -> NoticeSigning:
    """Receive and judge the head's signature, and issue the result if it is valid.

    Opens its own transactions: no lock is held while the PDF is read from the file store. Raises NotFound for an
    application of another provider, and NotYourTurn if there is nothing to sign any more.
    """
    arrived_at = clock.now()
    async with transactions.reading() as session:
        application = await seen_application(session, head.in_role(Role.HEAD), application_id)
        notice = await notice_of(session, application.id)
    if notice is None or notice.issued_at or notice.unprintable:
        return NoticeSigning.NOTHING_TO_SIGN
    pdf = await files.get(notice.pdf_sha256) if notice.pdf_sha256 else b""
    async with transactions.writing() as session:
        return await _take(session, verifier, head, application_id, pdf, cms, clock, arrived_at)


async def _take(
    session: AsyncSession,
    verifier: Verifier,
    head: Official,
    application_id: UUID,
    pdf: bytes,
    cms: Cms,
    clock: Clock,
    arrived_at: datetime,
) -> NoticeSigning:
    case, now = await take_case(session, head, Role.HEAD, application_id), clock.now()
    notice, holding = await unsigned_notice(session, case.application), case.holding
    anew = await bring_up_to_date(session, case.application, notice, holding.id, holding.full_name, now)
    if anew or notice.pdf_sha256 != hashlib.sha256(pdf).hexdigest():
        return NoticeSigning.MADE_ANEW
    provider = await get_provider(session, holding.provider_id)
    expected = ExpectedSigner(OFFICIAL, head.iin, provider.bin)
    signature = receive(session, NOTICE, notice.id, head.account_id, pdf, cms, expected, arrived_at)
    await session.flush()
    if await settle(session, signature, await judge_offline(verifier, signature), now):
        raise NotYourTurn
    return NoticeSigning.TAKEN


async def unsigned_notice(session: AsyncSession, application: Application) -> Notice:
    """Return the notice that waits for the head. Raises NotYourTurn if there is none."""
    notice = await notice_of(session, application.id)
    if notice is None or notice.issued_at or application.application_state is not State.DRAFTED:
        raise NotYourTurn
    return notice
