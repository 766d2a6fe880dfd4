"""The journal's one table."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.append_only import keep
from portal.database.base import Base
from portal.database.types import UtcDateTime
from portal.kernel.ids import new_id


class JournalEntry(Base):
    """One act. `account_id` is the person who acted, None if a machine did."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_subject_id_at", "subject_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject_id: Mapped[UUID]
    act: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(40))
    account_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


keep(JournalEntry)
