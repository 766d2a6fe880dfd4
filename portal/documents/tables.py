"""The one table of scans. Nothing but `decide.py` writes a scan's state once it is there."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.base import Base
from portal.database.types import EnumCode, UtcDateTime
from portal.documents.file_name import LONGEST_NAME
from portal.documents.file_type import FileType
from portal.kernel.ids import new_id


class ScanState(StrEnum):
    BEING_CHECKED = "being_checked"
    CLEAN = "clean"
    REFUSED = "refused"


class Scan(Base):
    """An attached file. `original_*` describe the file as sent, `clean_*` the normalised file, which is shown."""

    __tablename__ = "scans"
    __table_args__ = (
        UniqueConstraint("owner_id", "kind", "original_digest"),
        CheckConstraint("(state = 'clean') = (clean_digest IS NOT NULL)", name="clean_has_content"),
        CheckConstraint("(state = 'refused') = (refusal IS NOT NULL)", name="refused_has_reason"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(60))
    file_name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    state: Mapped[ScanState] = mapped_column(EnumCode(ScanState), default=ScanState.BEING_CHECKED)
    refusal: Mapped[str | None] = mapped_column(String(40))
    refusal_detail: Mapped[dict[str, str] | None] = mapped_column(JSON)
    original_digest: Mapped[str] = mapped_column(String(64))
    original_size: Mapped[int]
    original_type: Mapped[FileType] = mapped_column(EnumCode(FileType))
    clean_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    clean_size: Mapped[int | None]
    clean_type: Mapped[FileType | None] = mapped_column(EnumCode(FileType))
    pages: Mapped[int | None]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
