"""How much is left of each limit, for whoever is being counted."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.base import Base
from portal.database.types import UtcDateTime


class Attempts(Base):
    """One limit for one account, address or the like, from the first attempt until the window ends.

    `key` is an HMAC: neither IIN nor address can be read from it, or found by trying them all.
    """

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    remaining: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
