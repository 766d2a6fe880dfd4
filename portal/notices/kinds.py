"""Kinds of notices: their titles, and what their templates read beside the notice's data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from portal.kernel.language import N_
from portal.regulation.clauses import Clause, clause
from portal.regulation.standard import CATEGORIES, REFUSAL_GROUNDS, Category, RefusalGround
from portal.rendering.view import View


class NoticeKind(StrEnum):
    """A kind has a row in NOTICES and a folder templates/notices/<kind>/. Values are stored."""

    REGISTRATION = "registration"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class RegistrationRows(View):
    """The category that the notice's data name by code, and the clause that the notice rests on."""

    template: ClassVar[str] = "notices/registration/body.html"
    category: Category
    clause: Clause

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "RegistrationRows":
        return cls(CATEGORIES[data["category"]], clause("R-3.a"))


@dataclass(frozen=True, slots=True)
class RefusalRows(View):
    """The ground that the refusal's data name by code, and the ground's clause."""

    template: ClassVar[str] = "notices/refusal/body.html"
    ground: RefusalGround
    clause: Clause

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "RefusalRows":
        ground = REFUSAL_GROUNDS[data["ground"]]
        return cls(ground, clause(ground.clause))


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One kind of notice. `portal.queue.results` has what its signature leads to."""

    title: str
    to_open: str
    """The recipient's button."""
    to_sign: str
    """The head's heading."""
    rows: Callable[[Mapping[str, str]], View]
    """Makes what the templates read from the notice's data."""


NOTICES = {
    NoticeKind.REGISTRATION: NoticeRow(
        N_("Notice of registration"), N_("Open the notice"), N_("Sign the notice of registration"), RegistrationRows.of
    ),
    NoticeKind.REFUSAL: NoticeRow(
        N_("Reasoned refusal"), N_("Open the refusal"), N_("Sign the reasoned refusal"), RefusalRows.of
    ),
}
