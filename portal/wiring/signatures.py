"""What happens when a signature turns out valid, or not, or no longer. One row a purpose."""

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
    """The acts a verdict leads to. What can no longer be done by then changes nothing.

    `when_revoked`: the signature was accepted, and data issued since shows that the certificate had been revoked
    before it arrived. Whatever rests on it is taken back, or put before somebody to decide: a request goes back to
    its draft, or to the executor; a notice is withdrawn and signed anew; a consent or a complaint is asked for again.
    There is no default: what is signed for a new purpose has an answer of its own.
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
    """Recalled until it is registered. From then on it is in doubt (`portal.applications.doubt`), for the executor."""
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
    # Whoever held the application until now may have given the notice back.
    await session.refresh(notice)
    if notice.pdf_sha256 != signature.content_sha256 or notice.voided_at or notice.issued_at:
        return Refused("notice_changed")
    # The check may have taken its time, and somebody may have entered ahead meanwhile.
    if await bring_up_to_date(session, application, notice, notice.signer_id, notice.data["signer"], now):
        return Refused("notice_changed")
    return await issue_result(session, application, notice, signature, now)


async def _leave_notice(_session: AsyncSession, _signature: Signature, _now: datetime) -> Refused | None:
    """Nothing was issued: the notice still waits for a signature, and the page says why."""
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
    """Record the verdict, and do what it leads to. An indeterminate one leads nowhere yet."""
    await record(session, signature, verdict, now)
    purpose = PURPOSES[signature.purpose]
    if isinstance(verdict, Valid):
        return await purpose.when_valid(session, signature, now)
    if isinstance(verdict, Invalid):
        return await purpose.when_invalid(session, signature, now)
    return None
