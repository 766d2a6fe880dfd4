"""Item 9: the documents a recipient attaches on the portal. The state fetches all others itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.kernel.language import N_
from portal.regulation.standard.recipients import CATEGORIES, NEED_GROUNDS, STRATA
from portal.regulation.standard.rows import table


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document to attach. `hint`: when it is needed, or who issues it.

    `ours`: offered by the portal, and named by no clause for the portal.
    """

    code: str
    clause: str
    label: str
    hint: str = ""
    ours: bool = False


DOCUMENT_KINDS = table(
    DocumentKind("work_certificate", "S-9.2", N_("Certificate from your place of work or service")),
    DocumentKind(
        "cosmonaut_status",
        "S-9.2",
        N_("Document on the status of cosmonaut or cosmonaut candidate"),
        N_("Given by the Government"),
    ),
    DocumentKind(
        "emergency_conclusion",
        "S-9.2",
        N_("Conclusion on the emergency state of the house"),
        N_("Issued by an authorised licensed organisation"),
    ),
    DocumentKind(
        "need_certificate",
        "S-9.2",
        N_("Certificate of the competent body on your ground of need"),
        N_("On the state of the home, on families in adjoining rooms, or on the severe chronic disease"),
    ),
    DocumentKind(
        "stratum_proof",
        "S-9.2",
        N_("Document proving that you or your family belong to the vulnerable group"),
    ),
    DocumentKind(
        "income",
        "S-7.1.3",
        N_("Income of each family member over the last 12 months"),
        N_("Not obligatory on the portal. It helps the provider to check the income limit."),
        ours=True,
    ),
    DocumentKind(
        "marriage_certificate",
        "S-9.2",
        N_("Marriage or divorce certificate"),
        N_("Only if from before 1 June 2008. Later ones the provider takes from the state registers."),
    ),
    DocumentKind(
        "birth_certificate",
        "S-9.2",
        N_("Birth certificates of the children"),
        N_("Only if from before 13 August 2007. Later ones the provider takes from the state registers."),
    ),
    DocumentKind(
        "death_certificate",
        "S-9.2",
        N_("Death certificates of family members"),
        N_("Only if from before 13 August 2007. Later ones the provider takes from the state registers."),
    ),
    DocumentKind(
        "other",
        "",
        N_("Another document"),
        N_("Anything else you want the provider to see"),
        ours=True,
    ),
)

_PROVEN_STRATA = frozenset(row.code for row in STRATA.values() if row.proof)
_CERTIFIED_GROUNDS = frozenset(row.code for row in NEED_GROUNDS.values() if row.certificate)
_PUBLIC = frozenset({"public"})
_VULNERABLE = frozenset({"vulnerable"})
_EMERGENCY = frozenset({"emergency"})
_IN_NEED = frozenset(CATEGORIES) - _EMERGENCY
_UNANSWERED = ""


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """Requires a document, or offers it, if every field in `when` has one of the codes there."""

    kind: str
    required: bool
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)


DOCUMENT_RULES = (
    DocumentRule(
        "work_certificate",
        required=True,
        when={"category": _PUBLIC, "cosmonaut": frozenset({"no", _UNANSWERED})},
    ),
    DocumentRule(
        "cosmonaut_status",
        required=True,
        when={"category": _PUBLIC, "cosmonaut": frozenset({"yes"})},
    ),
    DocumentRule("emergency_conclusion", required=True, when={"category": _EMERGENCY}),
    # Of an emergency home item 9 asks for the conclusion alone.
    DocumentRule(
        "need_certificate",
        required=True,
        when={"category": _IN_NEED, "need_ground": _CERTIFIED_GROUNDS},
    ),
    DocumentRule(
        "stratum_proof",
        required=True,
        when={"category": _VULNERABLE, "stratum": _PROVEN_STRATA},
    ),
    # Item 9 requires it at the centre and does not name it for the portal, so nobody is refused for its absence.
    DocumentRule("income", required=False, when={"category": _VULNERABLE}),
    DocumentRule("marriage_certificate", required=False),
    DocumentRule("birth_certificate", required=False),
    DocumentRule("death_certificate", required=False),
    DocumentRule("other", required=False),
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A document that this recipient must attach, or may attach if it is not `required`.

    `clause` is "" for a kind that no clause names.
    """

    kind: str
    required: bool
    clause: str


def required_documents(answers: Mapping[str, str]) -> tuple[Requirement, ...]:
    """The documents to attach on the portal, by the answers so far (S-9.2).

    Fields read: `category`, `stratum`, `need_ground`, `cosmonaut` ("yes" or "no"). Spaces separate several codes in one
    answer. An answer left from another category changes nothing.
    """
    return tuple(
        Requirement(rule.kind, rule.required, DOCUMENT_KINDS[rule.kind].clause)
        for rule in DOCUMENT_RULES
        if all(_given(answers, name) & codes for name, codes in rule.when.items())
    )


def _given(answers: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(answers.get(name, "").split()) or frozenset({_UNANSWERED})
