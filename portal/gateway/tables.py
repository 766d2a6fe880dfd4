"""Every message that went to the gateway or came from it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.append_only import keep
from portal.database.base import Base
from portal.database.types import EnumCode, UtcDateTime


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


class MessageState(StrEnum):
    """Written by `send` (waiting), `deliver` (delivered) and `receive` (received), and by nothing else."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    RECEIVED = "received"


class GatewayMessage(Base):
    """One message. Its id is the messageId on the wire; a forwarded message is stored once as out and once as in."""

    __tablename__ = "gateway_messages"
    __table_args__ = (Index("ix_gateway_messages_correlation", "correlation"),)

    direction: Mapped[Direction] = mapped_column(EnumCode(Direction), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(String(80))
    correlation: Mapped[UUID]
    """What the message is about: the application's id, the same in every message about it."""
    body: Mapped[str] = mapped_column(Text)
    """The business document alone, as XML: the envelope holds a password and is never stored."""
    state: Mapped[MessageState] = mapped_column(EnumCode(MessageState))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


keep(GatewayMessage, until={"settled_at": ("state", "settled_at")})
