"""A notice from its drafting to its issue: create, revise, issue, void."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.kernel.ids import new_id
from portal.kernel.language import Language
from portal.notices.kinds import NoticeKind
from portal.notices.tables import Notice
from portal.outbox.put import put

RENDER = "notices.render"
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_OF_SUBJECT = select(Notice).where(Notice.subject_id == bindparam("subject_id"), Notice.voided_at.is_(None))


async def create_notice(
    session: AsyncSession,
    kind: NoticeKind,
    recipient_id: UUID,
    subject_id: UUID,
    signer_id: UUID,
    language: Language,
    data: Mapping[str, str],
    now: datetime,
) -> Notice:
    """Create a notice to be signed. A job makes its PDF."""
    notice = Notice(
        id=new_id(),
        number=_document_number(),
        kind=kind,
        recipient_id=recipient_id,
        subject_id=subject_id,
        signer_id=signer_id,
        language=language,
        data=dict(data),
        formed_at=now,
    )
    session.add(notice)
    await _ask_for_pdf(session, notice, now)
    return notice


async def revise_notice(
    session: AsyncSession, notice: Notice, signer_id: UUID, data: Mapping[str, str], now: datetime
) -> None:
    """Change what an unsigned notice says. A job makes its PDF anew; earlier signatures do not fit it."""
    notice.signer_id = signer_id
    notice.data = {**notice.data, **data}
    notice.formed_at = now
    notice.pdf_sha256 = notice.unprintable = None
    await _ask_for_pdf(session, notice, now)


def issue_notice(notice: Notice, signature_id: UUID, now: datetime) -> None:
    """Issue the notice with its accepted signature: from now on the recipient sees it."""
    notice.signature_id = signature_id
    notice.issued_at = now


def void_notice(notice: Notice, now: datetime) -> None:
    """Void a notice that will not be signed, or whose signature is found void."""
    notice.voided_at = now


async def notice_of(session: AsyncSession, subject_id: UUID) -> Notice | None:
    """Return the subject's notice that is not voided, if there is one."""
    return (await session.scalars(_OF_SUBJECT, {"subject_id": subject_id})).first()


async def issued_notice_of(session: AsyncSession, subject_id: UUID) -> Notice | None:
    """Return the subject's issued notice, if there is one."""
    notice = await notice_of(session, subject_id)
    return notice if notice and notice.issued_at else None


async def _ask_for_pdf(session: AsyncSession, notice: Notice, now: datetime) -> None:
    key = f"{notice.id}:{int(now.timestamp() * 1000)}"
    await put(session, RENDER, key, {"notice": str(notice.id)}, now)


def _document_number() -> str:
    """Return a number as K7Q2-9FHM-4TXW: unique, not guessable, without letters that look like digits."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)
