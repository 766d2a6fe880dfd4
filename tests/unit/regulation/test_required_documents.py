"""Item 9, the portal's part: what is asked of whom."""

import pytest

from portal.regulation.standard import DOCUMENT_KINDS, DOCUMENT_RULES, Requirement, required_documents

OFFERED_TO_ALL = ["marriage_certificate", "birth_certificate", "death_certificate", "other"]


def required(**answers: str) -> list[str]:
    return [row.kind for row in required_documents(answers) if row.required]


def offered(**answers: str) -> list[str]:
    return [row.kind for row in required_documents(answers) if not row.required]


@pytest.mark.clause("R-10.5")
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, []),
        ({"category": "veteran"}, []),
        ({"category": "orphan"}, []),
        ({"category": "vulnerable"}, []),
        ({"category": "public"}, ["work_certificate"]),
        ({"category": "public", "cosmonaut": ""}, ["work_certificate"]),
        ({"category": "public", "cosmonaut": "no"}, ["work_certificate"]),
        ({"category": "public", "cosmonaut": "yes"}, ["cosmonaut_status"]),
        ({"category": "emergency"}, ["emergency_conclusion"]),
        ({"category": "emergency", "need_ground": "4"}, ["emergency_conclusion"]),
        ({"category": "emergency", "need_ground": "4 6"}, ["emergency_conclusion"]),
        ({"category": "public", "need_ground": "1"}, ["work_certificate"]),
        ({"category": "public", "need_ground": "1 6"}, ["work_certificate", "need_certificate"]),
        (
            {"category": "vulnerable", "stratum": "9", "need_ground": "5"},
            ["need_certificate", "stratum_proof"],
        ),
    ],
)
def test_what_is_required(answers: dict[str, str], expected: list[str]) -> None:
    assert required(**answers) == expected


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        ("1", []),
        ("2", []),
        ("3", []),
        ("4", ["need_certificate"]),
        ("5", ["need_certificate"]),
        ("6", ["need_certificate"]),
    ],
)
def test_grounds_4_5_and_6_take_a_certificate_in_every_category_but_an_emergency_home(
    ground: str, expected: list[str]
) -> None:
    assert required(category="veteran", need_ground=ground) == expected
    assert required(category="vulnerable", need_ground=ground) == expected
    assert required(category="emergency", need_ground=ground) == ["emergency_conclusion"]


@pytest.mark.parametrize("stratum", [str(number) for number in range(1, 13)])
def test_strata_8_9_and_11_take_a_proof(stratum: str) -> None:
    expected = ["stratum_proof"] if stratum in {"8", "9", "11"} else []

    assert required(category="vulnerable", stratum=stratum) == expected


def test_one_stratum_of_several_that_takes_a_proof_is_enough() -> None:
    assert required(category="vulnerable", stratum="10 11") == ["stratum_proof"]


@pytest.mark.parametrize("category", ["veteran", "orphan", "emergency", ""])
def test_answers_left_over_from_another_category_change_nothing(category: str) -> None:
    assert required_documents({"category": category, "stratum": "8", "cosmonaut": "yes"}) == (
        required_documents({"category": category})
    )


@pytest.mark.parametrize("category", ["veteran", "orphan", "public", "emergency"])
def test_old_certificates_and_another_document_are_offered_to_everybody(category: str) -> None:
    assert offered(category=category) == OFFERED_TO_ALL


def test_income_is_offered_to_the_vulnerable_and_not_required() -> None:
    assert offered(category="vulnerable") == ["income", *OFFERED_TO_ALL]


def test_a_requirement_carries_its_clause() -> None:
    assert required_documents({"category": "vulnerable", "stratum": "8"}) == (
        Requirement("stratum_proof", required=True, clause="S-9.2"),
        Requirement("income", required=False, clause="S-7.1.3"),
        Requirement("marriage_certificate", required=False, clause="S-9.2"),
        Requirement("birth_certificate", required=False, clause="S-9.2"),
        Requirement("death_certificate", required=False, clause="S-9.2"),
        Requirement("other", required=False, clause=""),
    )


def test_every_kind_has_one_rule_and_every_rule_a_kind() -> None:
    assert [rule.kind for rule in DOCUMENT_RULES] == list(DOCUMENT_KINDS)


def test_the_certificates_the_state_holds_say_from_when() -> None:
    hints = {code: DOCUMENT_KINDS[f"{code}_certificate"].hint for code in ("marriage", "birth", "death")}

    assert {code: hint.split(".")[0] for code, hint in hints.items()} == {
        "marriage": "Only if from before 1 June 2008",
        "birth": "Only if from before 13 August 2007",
        "death": "Only if from before 13 August 2007",
    }
