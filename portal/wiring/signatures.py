"""What happens when a signature is found valid, invalid or revoked: one row for each purpose."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.prove import disprove, prove
from auth.signatures import Invalid, Valid, Verdict
from portal.applications.find import lock_application
from portal.applications.submit import give_back_request, recall_request, send_to_provider
from portal.kernel.outcomes import Refused
from portal.notices.tables import Notice
from portal.queue.enter import issue_result
from portal.queue.notice import bring_up_to_date, withdraw_notice
from portal.signing.receive import record
from portal.signing.tables import Signature
from portal.wiring.take_over import discard_if_taken_over

REQUEST = "request"
NOTICE = "notice"

Consequence = Callable[[AsyncSession, Signature, datetime], Awaitable[Refused | None]]


@dataclass(frozen=True, slots=True)
class Purpose:
    """The acts that a verdict leads to. An act that is not open any more changes nothing.

    `when_revoked` follows when an accepted signature is found void by data issued later. It takes back what rests on
    the signature, or puts it before an official: a request returns to its draft or goes to the executor, a notice is
    withdrawn and signed anew. It has no default, so that every new purpose decides.
    """

    when_valid: Consequence
    when_invalid: Consequence
    when_revoked: Consequence


async def _send_request(session: AsyncSession, signature: Signature, now: datetime) -> Refused | None:
    await prove(session, signature.account_id, now)
    return await send_to_provider(session, await lock_application(session, signature.subject_id), now)


async def _give_request_back(session: AsyncSession, signature: Signature, now: datetime) -> Refused | None:
    refused = give_back_request(
        session, await lock_application(session, signature.subject_id), signature.code or "", now
    )
    if refused is None:
        await discard_if_taken_over(session, signature)
    return refused


async def _take_request_back(session: AsyncSession, signature: Signature, now: datetime) -> Refused | None:
    """Recall a request that is not registered. A registered one is in doubt (`portal.applications.doubt`)."""
    application = await lock_application(session, signature.subject_id)
    await disprove(session, signature.account_id, signature.checked_at)
    if application.arrived_at != signature.arrived_at:
        return Refused("signed_anew")
    refused = await recall_request(session, application, signature.code or "", now)
    if refused is None:
        await discard_if_taken_over(session, signature)
    return refused


async def _issue_notice(session: AsyncSession, signature: Signature, now: datetime) -> Refused | None:
    notice = await session.get_one(Notice, signature.subject_id)
    application = await lock_application(session, notice.subject_id)
    # Another act may have voided the notice while this one waited for the lock.
    await session.refresh(notice)
    if notice.pdf_sha256 != signature.content_sha256 or notice.voided_at or notice.issued_at:
        return Refused("notice_changed")
    # An earlier applicant may have entered the list since the signature arrived.
    if await bring_up_to_date(session, application, notice, notice.signer_id, notice.data["signer"], now):
        return Refused("notice_changed")
    return await issue_result(session, application, notice, signature, now)


async def _leave_notice(_session: AsyncSession, _signature: Signature, _now: datetime) -> Refused | None:
    """Change nothing: the notice still waits for a signature, and the case page says why."""
    return None


async def _withdraw_notice(session: AsyncSession, signature: Signature, now: datetime) -> Refused | None:
    notice = await session.get_one(Notice, signature.subject_id)
    application = await lock_application(session, notice.subject_id)
    await session.refresh(notice)
    if notice.signature_id != signature.id or notice.voided_at:
        return Refused("notice_changed")
    return await withdraw_notice(session, application, notice, now)


PURPOSES: Mapping[str, Purpose] = MappingProxyType(
    {
        REQUEST: Purpose(_send_request, when_invalid=_give_request_back, when_revoked=_take_request_back),
        NOTICE: Purpose(_issue_notice, when_invalid=_leave_notice, when_revoked=_withdraw_notice),
    }
)


async def settle(session: AsyncSession, signature: Signature, verdict: Verdict, now: datetime) -> Refused | None:
    """Record the verdict, and do the act that it leads to; an indeterminate verdict leads to none."""
    await record(session, signature, verdict, now)
    purpose = PURPOSES[signature.purpose]
    if isinstance(verdict, Valid):
        return await purpose.when_valid(session, signature, now)
    if isinstance(verdict, Invalid):
        return await purpose.when_invalid(session, signature, now)
    return None
