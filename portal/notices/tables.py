"""Notices, from their creation to their issue."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.append_only import keep
from portal.database.base import Base
from portal.database.types import EnumCode, UtcDateTime
from portal.kernel.ids import new_id
from portal.kernel.language import Language
from portal.notices.kinds import NoticeKind


class Notice(Base):
    """One letter. `pdf_sha256` is None while a job makes the PDF, `issued_at` until the signature is accepted.

    `formed_at` is when its data were written last. `unprintable` has the characters for which no PDF could be made.
    """

    __tablename__ = "notices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[NoticeKind] = mapped_column(EnumCode(NoticeKind))
    recipient_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.id"), index=True)
    subject_id: Mapped[UUID] = mapped_column(index=True)
    signer_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("positions.id"))
    language: Mapped[Language] = mapped_column(EnumCode(Language))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    formed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    unprintable: Mapped[str | None] = mapped_column(Text)
    signature_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("signatures.id"))
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


_LETTER = ("signer_id", "data", "formed_at", "pdf_sha256", "unprintable", "signature_id", "issued_at")
# An issued notice may still be voided, when its signature is found void.
keep(Notice, until={"issued_at": _LETTER, "voided_at": (*_LETTER, "voided_at")})
