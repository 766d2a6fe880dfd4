"""The offset of the portal's clock from the machine's: one row, in test mode only."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.base import Base


class ClockOffset(Base):
    """The one row has the id 1. It does not exist before the clock is moved for the first time."""

    __tablename__ = "clock_offset"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    microseconds: Mapped[int] = mapped_column(BigInteger)
