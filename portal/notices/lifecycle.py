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
    """A new notice for signing. Its PDF is made by a job: the head finds it ready a moment later."""
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
    """What the notice says has changed before it was signed: it is made anew, and signed anew."""
    notice.signer_id = signer_id
    notice.data = {**notice.data, **data}
    notice.formed_at = now
    notice.pdf_sha256 = None
    await _ask_for_pdf(session, notice, now)


def issue_notice(notice: Notice, signature_id: UUID, now: datetime) -> None:
    """The signature is accepted: from now on the recipient has it."""
    notice.signature_id = signature_id
    notice.issued_at = now


def void_notice(notice: Notice, now: datetime) -> None:
    """It will never be signed, or its signature is found void: it counts no more."""
    notice.voided_at = now


async def notice_of(session: AsyncSession, subject_id: UUID) -> Notice | None:
    """The notice about a subject that is not voided, if there is one."""
    return (await session.scalars(_OF_SUBJECT, {"subject_id": subject_id})).first()


async def issued_notice_of(session: AsyncSession, subject_id: UUID) -> Notice | None:
    """The same, once its signature is accepted."""
    notice = await notice_of(session, subject_id)
    return notice if notice and notice.issued_at else None


async def _ask_for_pdf(session: AsyncSession, notice: Notice, now: datetime) -> None:
    key = f"{notice.id}:{int(now.timestamp() * 1000)}"
    await put(session, RENDER, key, {"notice": str(notice.id)}, now)


def _document_number() -> str:
    """As in K7Q2-9FHM-4TXW: unique, not guessable, without letters that are taken for digits."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)
