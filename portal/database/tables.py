"""How far the portal's clock is moved from the machine's: one row, in test mode alone."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.base import Base


class ClockOffset(Base):
    """The one row has the id 1. None is there while the clock was never moved."""

    __tablename__ = "clock_offset"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    microseconds: Mapped[int] = mapped_column(BigInteger)
