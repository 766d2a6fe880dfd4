"""The questions of the request form, section by section (clause R-10.5).

Annex 1 of the Standard asks for name, address and consent alone. The rest is asked because the registers and the lists
need it: who, where, in which category, on what ground, with whom.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.choices import one_of, something_chosen, ticked
from portal.reading.contacts import email_address, phone_number
from portal.reading.field import Reader, optional
from portal.reading.names import person_name
from portal.reading.text import required_text
from portal.regulation.standard import CATEGORIES, NEED_GROUNDS, STRATA

VULNERABLE = "vulnerable"
PUBLIC = "public"
_CHOOSE_GROUP = N_("Choose the group you belong to")


@dataclass(frozen=True, slots=True)
class Question:
    """One field. `kind` is how it is shown; `options` are (code, label) pairs to choose from."""

    code: str
    label: str
    reader: Reader
    kind: str = "text"
    hint: str = ""
    optional: bool = False
    options: tuple[tuple[str, str], ...] = ()
    short: str = ""
    """The label on review pages, for citizens and officials; `label` if empty."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    only_if: tuple[str, str] | None = None
    """(code, answer): the question applies only if another question has this answer."""

    def applies(self, answers: Mapping[str, str]) -> bool:
        return self.only_if is None or answers.get(self.only_if[0]) == self.only_if[1]


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form with plain questions."""

    code: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""

    def faults(self, answers: Mapping[str, str]) -> dict[str, Fault]:
        """Return what is wrong or missing, by question; empty for a complete section."""
        faults = {}
        for question in self.questions:
            if question.applies(answers):
                kept = question.reader(answers.get(question.code, ""))
                if isinstance(kept, Fault):
                    faults[question.code] = kept
        return faults

    def kept(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return the answers in canonical form, without those that do not apply or have faults."""
        kept = {q.code: q.reader(answers.get(q.code, "")) for q in self.questions if q.applies(answers)}
        return {code: value for code, value in kept.items() if isinstance(value, str)}


_GROUP_CODES = tuple((row.code, row.label) for row in STRATA.values() if row.counts)

PERSON = Section(
    "person",
    N_("About you"),
    (
        Question("surname", N_("Surname"), person_name(N_("Surname")), attributes={"autocomplete": "family-name"}),
        Question(
            "given_name", N_("Given name"), person_name(N_("Given name")), attributes={"autocomplete": "given-name"}
        ),
        Question(
            "patronymic",
            N_("Patronymic (if any)"),
            optional(person_name(N_("Patronymic (if any)"))),
            attributes={"autocomplete": "additional-name"},
        ),
        Question(
            "addr_reg",
            N_("Registered address"),
            required_text(N_("Registered address")),
            hint=N_("Town or village, street, house, flat"),
            attributes={"autocomplete": "street-address"},
        ),
        Question(
            "addr_live",
            N_("Actual address"),
            required_text(N_("Actual address")),
            hint=N_("Where you live now. It may be the same."),
        ),
        Question(
            "phone",
            N_("Mobile phone number"),
            phone_number,
            hint=N_("For example: +7 701 000 00 00"),
            attributes={"autocomplete": "tel", "inputmode": "tel", "type": "tel"},
        ),
        Question(
            "email",
            N_("E-mail address"),
            optional(email_address),
            optional=True,
            attributes={"autocomplete": "email", "inputmode": "email", "type": "email"},
        ),
    ),
    N_("Write your name as it stands in your identity document."),
)

CATEGORY = Section(
    "category",
    N_("Category and ground"),
    (
        Question(
            "provider",
            N_("Where do you live permanently? You are registered there."),
            something_chosen(N_("Choose the place from the list")),
            kind="provider",
            short=N_("Place"),
        ),
        Question(
            "category",
            N_("Which category are you in?"),
            one_of(CATEGORIES.keys(), N_("Choose the category")),
            kind="radios",
            short=N_("Category"),
            options=tuple((row.code, row.label) for row in CATEGORIES.values()),
        ),
        Question(
            "stratum",
            N_("If you chose socially vulnerable groups: which one?"),
            one_of([code for code, _ in _GROUP_CODES], _CHOOSE_GROUP),
            kind="select",
            short=N_("Socially vulnerable group"),
            options=_GROUP_CODES,
            only_if=("category", VULNERABLE),
        ),
        Question(
            "cosmonaut",
            N_("If you chose public servants: are you a cosmonaut or a cosmonaut candidate?"),
            one_of(("no", "yes"), N_("Choose one answer")),
            kind="select",
            short=N_("Cosmonaut or cosmonaut candidate"),
            options=(("no", N_("No")), ("yes", N_("Yes"))),
            only_if=("category", PUBLIC),
        ),
        Question(
            "need_ground",
            N_("Why do you need a dwelling?"),
            one_of(NEED_GROUNDS.keys(), N_("Choose the ground")),
            kind="radios",
            short=N_("Ground of need"),
            options=tuple((row.code, row.label) for row in NEED_GROUNDS.values()),
        ),
    ),
)

CONSENT = Section(
    "consent",
    N_("Consents and liability"),
    (
        Question(
            "consent_housing",
            N_("I do not object to a check of communal housing held by me and the family members who live with me"),
            ticked(N_("You cannot send the application without this consent")),
            kind="checkbox",
        ),
        Question(
            "consent_secret",
            N_("I agree to the use of legally protected data held in information systems"),
            ticked(N_("You cannot send the application without this consent")),
            kind="checkbox",
        ),
        Question(
            "consent_data",
            N_("I agree to the collection and processing of my personal data"),
            ticked(N_("You cannot send the application without this consent")),
            kind="checkbox",
        ),
        Question(
            "liability",
            N_("I confirm that the data are true. I have been warned of the liability for false data."),
            ticked(N_("Tick the box to continue")),
            kind="checkbox",
        ),
    ),
)

SECTIONS = {section.code: section for section in (PERSON, CATEGORY, CONSENT)}
"""The sections of plain questions. Family and documents are lists with pages of their own."""
