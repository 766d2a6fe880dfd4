"""Accounts. An account by IIN and password alone is unproven: anyone can type anyone's IIN."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.base import Base
from portal.database.types import UtcDateTime
from portal.kernel.ids import new_id

NO_PASSWORD = ""
"""The hash of an account without a password; `Passwords.verify` never accepts it."""


class Account(Base):
    """Someone who can sign in. `proven_at`: when a signature or the identity provider showed that the IIN is theirs."""

    __tablename__ = "accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    iin: Mapped[str] = mapped_column(String(12), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proven_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
