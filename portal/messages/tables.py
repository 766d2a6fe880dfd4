"""Messages in personal cabinets."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.append_only import ALWAYS, keep
from portal.database.base import Base
from portal.database.types import EnumCode, UtcDateTime
from portal.kernel.ids import new_id
from portal.messages.kinds import MessageKind


class Message(Base):
    """One event told to one person. The text is made from kind and data when the message is shown."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_account_id_at", "account_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.id"))
    kind: Mapped[MessageKind] = mapped_column(EnumCode(MessageKind))
    subject_id: Mapped[UUID]
    data: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when the message asks nothing of the person any more; it stays in the cabinet."""


# A message never changes; it is deleted with a discarded draft.
keep(Message, until={"read_at": ("read_at",), "closed_at": ("closed_at",)}, deletable=ALWAYS)
