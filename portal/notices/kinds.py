"""Kinds of notices: what each is called, and what its templates are given beside the notice's own data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from portal.kernel.language import N_
from portal.regulation.clauses import Clause, clause
from portal.regulation.standard import CATEGORIES, REFUSAL_GROUNDS, Category, RefusalGround
from portal.rendering.view import View


class NoticeKind(StrEnum):
    """Each has a row below, and a folder templates/notices/<kind>/. Values are stored."""

    REGISTRATION = "registration"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class RegistrationRows(View):
    """The rows of the Standard that the data of a notice of registration name by code, and the clause it rests on."""

    template: ClassVar[str] = "notices/registration/body.html"
    category: Category
    clause: Clause

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "RegistrationRows":
        return cls(CATEGORIES[data["category"]], clause("R-3.a"))


@dataclass(frozen=True, slots=True)
class RefusalRows(View):
    """The same of a reasoned refusal, whose clause is that of its ground."""

    template: ClassVar[str] = "notices/refusal/body.html"
    ground: RefusalGround
    clause: Clause

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "RefusalRows":
        ground = REFUSAL_GROUNDS[data["ground"]]
        return cls(ground, clause(ground.clause))


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """All that is known of one kind; what its signature leads to stands in `portal.queue.results`."""

    title: str
    to_open: str
    """The button that leads the recipient to it."""
    to_sign: str
    """The heading under which the head signs it."""
    rows: Callable[[Mapping[str, str]], View]
    """What the templates are given, from the notice's data."""


NOTICES = {
    NoticeKind.REGISTRATION: NoticeRow(
        N_("Notice of registration"), N_("Open the notice"), N_("Sign the notice of registration"), RegistrationRows.of
    ),
    NoticeKind.REFUSAL: NoticeRow(
        N_("Reasoned refusal"), N_("Open the refusal"), N_("Sign the reasoned refusal"), RefusalRows.of
    ),
}
