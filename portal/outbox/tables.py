"""The table of tasks to do after a commit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.base import Base
from portal.database.types import UtcDateTime
from portal.kernel.ids import new_id

_OPEN = text("done_at IS NULL AND dead_at IS NULL")
_DEAD = text("dead_at IS NOT NULL")


class OutboxTask(Base):
    """One task. It is open while neither done nor dead. Its lease says which worker has it, and until when."""

    __tablename__ = "outbox_tasks"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        # Only open tasks are in it, so looking for work does not get slower with the number of tasks done.
        Index("ix_outbox_tasks_open", "due_at", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_outbox_tasks_dead", "dead_at", sqlite_where=_DEAD, postgresql_where=_DEAD),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(120))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wanted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was first due; for a recurring task, when this turn was due. Its delay counts from here."""
    request_id: Mapped[str | None] = mapped_column(String(64))
    """The id of the request it originates from, for the log; None if no request did."""
    attempts: Mapped[int] = mapped_column(default=0)
    """How often it was claimed, whatever the result."""
    failures: Mapped[int] = mapped_column(default=0)
    """How many attempts raised an exception or lost their worker. An attempt that was put off is no failure."""
    lasting: Mapped[bool] = mapped_column(default=False)
    """It never dies, however often it fails: a recurring task must not end unnoticed."""
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
