"""How questions stood in earlier versions of the form: a request is read as it was signed.

Nobody is asked these any more. A row holds what its version had otherwise; all other questions are as today's.
"""

from collections.abc import Mapping
from dataclasses import replace

from portal.applications.question import Option, Question
from portal.applications.questions import CONSENT, SECTIONS
from portal.kernel.language import N_

_TICK_OF_2026_11 = (Option("yes", N_("Yes")),)
_CONSENT_TO_A_CHECK = N_(
    "I do not object to a check of communal housing held by me and the family members who live with me"
)
_GROUNDS_OF_2026_11 = (
    Option("1", N_("My family and I own no home anywhere in Kazakhstan")),
    Option("2", N_("My family and I own no home in this town or village (for a dwelling of a state institution)")),
    Option("3", N_("My family and I have no communal dwelling in permanent use in this town or village")),
    Option("4", N_("Our home does not meet the sanitary and technical requirements")),
    Option("5", N_("Two or more families live in adjoining rooms that are not separate")),
    Option("6", N_("A family member's severe chronic disease makes living in one room or flat impossible")),
)

_TODAY = {question.code: question for section in SECTIONS.values() for question in section.questions}

EARLIER: Mapping[str, Mapping[str, Question]] = {
    "2026-11": {
        **{question.code: replace(question, options=_TICK_OF_2026_11) for question in CONSENT.questions},
        "consent_housing": replace(_TODAY["consent_housing"], label=_CONSENT_TO_A_CHECK, options=_TICK_OF_2026_11),
        "need_ground": replace(_TODAY["need_ground"], options=_GROUNDS_OF_2026_11),
    }
}
"""Questions by version of the form, then by code."""


def as_asked_in(version: str, question: Question) -> Question:
    """Return the question as it stood in this version of the form."""
    return EARLIER.get(version, {}).get(question.code, question)
