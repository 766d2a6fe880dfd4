"""Log-ins that are under way at the identity provider."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.base import Base
from portal.database.types import UtcDateTime

LONGEST_PATH = 500


class IdentityLogIn(Base):
    """One log-in under way. Of the state and the browser's secret only the SHA-256 is stored."""

    __tablename__ = "identity_log_ins"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    nonce: Mapped[str] = mapped_column(String(64))
    code_verifier: Mapped[str] = mapped_column(String(128))
    next_path: Mapped[str] = mapped_column(String(LONGEST_PATH))
    """The page to open after the log-in; empty: the person's start page."""
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
