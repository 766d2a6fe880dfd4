"""Every signature that arrived, with the evidence of how it was judged."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.append_only import keep
from portal.database.base import Base
from portal.database.types import Code, UtcDateTime
from portal.kernel.ids import new_id


class SignatureState(StrEnum):
    """BEING_CHECKED: revocation cannot be told now; neither good nor bad, and looked at again by itself."""

    BEING_CHECKED = "being_checked"
    VALID = "valid"
    INVALID = "invalid"


class Signature(Base):
    """A detached signature over `content`. Judged as of `arrived_at`, whenever the judging happens."""

    __tablename__ = "signatures"
    __table_args__ = (Index("ix_signatures_subject_id_purpose", "subject_id", "purpose"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    purpose: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    account_id: Mapped[UUID]
    content_sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    cms: Mapped[bytes] = mapped_column(LargeBinary)
    profile: Mapped[str] = mapped_column(String(40))
    iin: Mapped[str] = mapped_column(String(12))
    bin: Mapped[str | None] = mapped_column(String(12))
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[SignatureState] = mapped_column(Code(SignatureState))
    code: Mapped[str | None] = mapped_column(String(60))
    detail: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


# What arrived, and when; what was found about it may be looked at again.
keep(Signature, changing=("state", "code", "detail", "evidence", "checked_at"))
