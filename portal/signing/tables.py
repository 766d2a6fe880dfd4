"""Every signature received, with the evidence of its verdict."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.append_only import keep
from portal.database.base import Base
from portal.database.types import EnumCode, UtcDateTime
from portal.kernel.ids import new_id


class SignatureState(StrEnum):
    """BEING_CHECKED: not judged yet, or indeterminate; a job judges it again."""

    BEING_CHECKED = "being_checked"
    VALID = "valid"
    INVALID = "invalid"


class Signature(Base):
    """A detached signature over `content`, always judged as of `arrived_at`.

    The second look may turn VALID into INVALID.
    """

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
    state: Mapped[SignatureState] = mapped_column(EnumCode(SignatureState))
    code: Mapped[str | None] = mapped_column(String(60))
    detail: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    looked_again_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the second look had a result."""
    evidence_again: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))


class OcspResponse(Base):
    """An OCSP response about the signer's certificate, as received; the evidence names it by its SHA-256."""

    __tablename__ = "ocsp_responses"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    signature_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("signatures.id"), index=True)
    response: Mapped[bytes] = mapped_column(LargeBinary)
    came_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TimeStamp(Base):
    """A TimeStampToken (RFC 3161) over the signature's value: an authority attests that it existed at `gen_time`."""

    __tablename__ = "time_stamps"

    signature_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("signatures.id"), primary_key=True)
    token: Mapped[bytes] = mapped_column(LargeBinary)
    gen_time: Mapped[datetime] = mapped_column(UtcDateTime)
    tsa_sha256: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


# The signature and its arrival never change; its verdict does until the second look.
keep(
    Signature,
    changing=("state", "code", "detail", "evidence", "checked_at"),
    until={"looked_again_at": ("looked_again_at", "evidence_again")},
)
keep(OcspResponse)
keep(TimeStamp)
