"""Entries of the queue."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.append_only import keep
from portal.database.base import Base
from portal.database.types import UtcDateTime
from portal.kernel.ids import new_id


class QueueEntry(Base):
    """One citizen in one list, ordered by counting moment, then registration number. The place is computed."""

    __tablename__ = "queue_entries"
    __table_args__ = (Index("ix_queue_entries_order", "provider_id", "list", "counted_from", "registration_number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("applications.id"), unique=True)
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.id"), index=True)
    provider_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("providers.id"))
    list: Mapped[str] = mapped_column(String(40))
    counted_from: Mapped[datetime] = mapped_column(UtcDateTime)
    registration_number: Mapped[str] = mapped_column(String(20))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


keep(QueueEntry)
