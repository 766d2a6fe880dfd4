"""Providers, and the positions in them."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.base import Base
from portal.database.types import EnumCode, InLanguages, UtcDateTime
from portal.kernel.ids import new_id
from portal.kernel.language import Language


class Role(StrEnum):
    """The roles of a provider's officials (clause R-7)."""

    CLERK = "clerk"
    HEAD = "head"
    EXECUTOR = "executor"


class Provider(Base):
    """A local executive body of a district or a city. Hours are minutes after midnight in its zone."""

    __tablename__ = "providers"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    bin: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[Mapping[Language, str]] = mapped_column(InLanguages(300))
    settlement: Mapped[Mapping[Language, str]] = mapped_column(InLanguages(120))
    zone: Mapped[str] = mapped_column(String(60))
    opens: Mapped[int]
    closes: Mapped[int]


class Position(Base):
    """A person's role at a provider, from `since` until `until`, exclusive; None while it lasts."""

    __tablename__ = "positions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    provider_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("providers.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.id"), index=True)
    role: Mapped[Role] = mapped_column(EnumCode(Role))
    full_name: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
