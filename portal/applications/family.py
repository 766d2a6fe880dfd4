"""The family members who live with the applicant, as a list in the draft's answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from portal.kernel.iin import Iin
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.choices import one_of
from portal.reading.names import person_name
from portal.reading.numbers import fault_of_birth, iin_number
from portal.regulation.standard import KINSHIP

FAMILY = "family"
ALONE = "alone"
MOST = 30

Member = Mapping[str, str]

MEMBER_READERS = {
    "member_name": person_name(N_("Full name")),
    "member_iin": iin_number,
    "kinship": one_of(KINSHIP.keys(), N_("Choose who this person is to you")),
}


def members(answers: Mapping[str, object]) -> list[dict[str, str]]:
    """Return the members as stored: name, IIN, kinship."""
    given = answers.get(FAMILY, [])
    return [dict(member) for member in given] if isinstance(given, Sequence) else []


def fault_of_new_member(member_iin: str, known: Sequence[Member], own_iin: str, now: datetime) -> Fault | None:
    """Return why this IIN cannot be added: the applicant's own, nobody's yet, in the list already, a full list."""
    if member_iin == own_iin:
        return Fault(N_("This is your own IIN. Enter the family member's."))
    unborn = fault_of_birth(Iin(member_iin), now)
    if unborn:
        return unborn
    if any(member["iin"] == member_iin for member in known):
        return Fault(N_("This IIN is already in the list"))
    if len(known) >= MOST:
        return Fault(N_("You can add at most %(max)s family members"), {"max": MOST})
    return None


def family_faults(answers: Mapping[str, object]) -> dict[str, Fault]:
    """Return the section's faults by field: the list needs a member, or the applicant's "I live alone"."""
    if members(answers) or answers.get(ALONE):
        return {}
    return {ALONE: Fault(N_("Add a family member or tick “I live alone”"))}
