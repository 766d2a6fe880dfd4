"""Applications, and the series of their registration numbers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.applications.request_document import RequestDocument
from portal.database.append_only import keep
from portal.database.base import Base
from portal.database.types import EnumCode, UtcDateTime
from portal.kernel.errors import NotYourTurn
from portal.kernel.ids import new_id
from portal.kernel.language import Language
from portal.regulation.actors import Channel
from portal.regulation.states import State


class Application(Base):
    """One request of one person. Only `advance.py` writes `application_state`."""

    __tablename__ = "applications"
    __table_args__ = (Index("ix_applications_provider_id_state", "provider_id", "application_state", "arrived_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.id"), index=True)
    channel: Mapped[Channel] = mapped_column(EnumCode(Channel))
    language: Mapped[Language] = mapped_column(EnumCode(Language))
    application_state: Mapped[State] = mapped_column(EnumCode(State))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    last_saves: Mapped[dict[str, list[Any]]] = mapped_column(JSON, default=dict)
    """By section: the id of the page that saved it last, and that page's count of changes."""
    request_document: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The bytes to sign; emptied by any change of the draft."""
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the signed request arrived: the 30 days and the place in the queue count from it. None in a draft."""
    registration_number: Mapped[str | None] = mapped_column(String(20), unique=True)
    provider_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("providers.id"))
    executor_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("positions.id"), index=True)
    continues_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("applications.id"))
    """The refused request that this draft continues."""

    @property
    def request(self) -> RequestDocument:
        """The request document, parsed. Raises NotYourTurn while the draft has none."""
        if self.request_document is None:
            raise NotYourTurn
        return RequestDocument.from_bytes(self.request_document)

    @property
    def document_to_sign(self) -> bytes | None:
        """The bytes to sign, or that were signed.

        None for a draft without a request document, or with one of an earlier version of the form: it is made anew.
        """
        is_draft = self.application_state is State.DRAFT
        if is_draft and self.request_document is not None and self.request.is_of_earlier_form:
            return None
        return self.request_document

    @property
    def numbered(self) -> dict[str, str]:
        """Message data that names the application by its registration number."""
        return {"number": self.registration_number or ""}


class NumberSeries(Base):
    """The last registration number given in a year."""

    __tablename__ = "number_series"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


_REQUEST = (
    "language",
    "saved_at",
    "answers",
    "last_saves",
    "request_document",
)
keep(
    Application,
    changing=("application_state", "executor_id"),
    # Giving back and recalling empty these: the request is a draft again, under the same number.
    emptied=("arrived_at", "provider_id"),
    until={
        "arrived_at": _REQUEST,
        "registration_number": ("registration_number",),
        "continues_id": ("continues_id",),
    },
    deletable="registration_number",
)
keep(NumberSeries, growing=("last",))
