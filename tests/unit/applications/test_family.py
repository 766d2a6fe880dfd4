"""The list of the family members who live with the applicant."""

import pytest

from portal.applications.family import MEMBER_READERS, MOST, family_faults, fault_of_new_member, members
from portal.kernel.outcomes import Fault
from tests.fakes.clock import TUESDAY_TEN

pytestmark = pytest.mark.clause("S-9.2")

OWN, SON, DAUGHTER, UNBORN = "851120420022", "100701590098", "040517550057", "270101600012"
MEMBER = {"name": "Сынақов Бала", "iin": SON, "kinship": "son"}


@pytest.mark.parametrize(
    ("iin", "known", "message"),
    [
        (OWN, [], "This is your own IIN. Enter the family member's."),
        (SON, [MEMBER], "This IIN is already in the list"),
        (UNBORN, [], "Invalid IIN: the birth date in it has not come yet"),
        (DAUGHTER, [MEMBER] * MOST, "You can add at most %(max)s family members"),
    ],
)
def test_who_cannot_be_added(iin: str, known: list[dict[str, str]], message: str) -> None:
    fault = fault_of_new_member(iin, known, OWN, TUESDAY_TEN)

    assert fault is not None
    assert fault.message == message


def test_anybody_else_can_be_added() -> None:
    assert fault_of_new_member(DAUGHTER, [MEMBER] * (MOST - 1), OWN, TUESDAY_TEN) is None


@pytest.mark.parametrize("answers", [{"family": [MEMBER]}, {"alone": "yes"}, {"family": [], "alone": "yes"}])
def test_the_family_is_told_by_a_list_or_by_living_alone(answers: dict[str, object]) -> None:
    assert family_faults(answers) == {}


@pytest.mark.parametrize("answers", [{}, {"family": []}, {"alone": ""}])
def test_saying_nothing_of_the_family_is_a_fault(answers: dict[str, object]) -> None:
    assert family_faults(answers) == {"alone": Fault("Add a family member or tick “I live alone”")}


def test_the_members_are_copies() -> None:
    answers = {"family": [dict(MEMBER)]}

    members(answers)[0]["name"] = "Басқа"

    assert members(answers) == [MEMBER]


def test_answers_without_a_family_have_no_members() -> None:
    assert members({}) == []


def test_every_field_of_a_member_is_asked() -> None:
    taken = {code: read("") for code, read in MEMBER_READERS.items()}

    assert {code: isinstance(value, Fault) for code, value in taken.items()} == {
        "member_name": True,
        "member_iin": True,
        "kinship": True,
    }
