"""What remains of each limit, by account, address and the like."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.base import Base
from portal.database.types import UtcDateTime


class Attempts(Base):
    """One limit of one account, address or the like, from the first attempt to the end of its window.

    `key` is an HMAC, so neither an IIN nor an address can be derived from it, even by trying all of them.
    """

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    remaining: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
