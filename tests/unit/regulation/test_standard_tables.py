"""The tables of the Standard hold what the Standard says, no more and no less."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

import pytest

from portal.regulation.standard import (
    CATEGORIES,
    DEFECTS,
    DOCUMENT_KINDS,
    FUNDS,
    KINSHIP,
    NEED_GROUNDS,
    REFUSAL_GROUNDS,
    STRATA,
    offered,
)
from portal.regulation.standard.rows import table

TABLES: Mapping[str, Mapping[str, Any]] = {
    "funds": FUNDS,
    "categories": CATEGORIES,
    "strata": STRATA,
    "need grounds": NEED_GROUNDS,
    "document kinds": DOCUMENT_KINDS,
    "refusal grounds": REFUSAL_GROUNDS,
    "defects": DEFECTS,
    "kinship": KINSHIP,
}


@pytest.mark.clause("R-3.f")
def test_the_five_categories() -> None:
    assert {code: row.clause for code, row in CATEGORIES.items()} == {
        "veteran": "S-7.1.1",
        "orphan": "S-7.1.2",
        "vulnerable": "S-7.1.3",
        "public": "S-7.1.4",
        "emergency": "S-7.1.5",
    }


def test_only_the_vulnerable_have_an_income_limit() -> None:
    assert [code for code, row in CATEGORIES.items() if "3.1 times" in row.note] == ["vulnerable"]


@pytest.mark.clause("L-71.1")
def test_for_a_minor_orphan_the_legal_representative_applies_at_the_centre() -> None:
    assert [code for code, row in CATEGORIES.items() if "For a minor" in row.note] == ["orphan"]


@pytest.mark.clause("S-A1")
def test_annex_1_names_two_funds_and_either_of_them() -> None:
    assert {code: row.clause for code, row in FUNDS.items()} == {"either": "S-A1", "state": "S-A1", "rented": "S-A1"}
    assert {code: ("state housing fund" in row.petition, "rented" in row.petition) for code, row in FUNDS.items()} == {
        "either": (True, True),
        "state": (True, False),
        "rented": (False, True),
    }


def test_the_twelve_strata_are_numbered_as_in_the_standard() -> None:
    assert {code: row.clause for code, row in STRATA.items()} == {
        str(number): f"S-7.2.{number}" for number in range(1, 13)
    }


def test_strata_2_to_6_and_8_to_12_count_for_the_vulnerable() -> None:
    assert [code for code, row in STRATA.items() if row.counts] == [
        "2", "3", "4", "5", "6", "8", "9", "10", "11", "12",
    ]  # fmt: skip


def test_strata_8_9_and_11_are_proven_by_the_recipient() -> None:
    assert [code for code, row in STRATA.items() if row.proof] == ["8", "9", "11"]


def test_the_six_grounds_of_need_and_their_certificates() -> None:
    assert {code: (row.clause, row.certificate) for code, row in NEED_GROUNDS.items()} == {
        "1": ("S-7.3.1", False),
        "2": ("S-7.3.2", False),
        "3": ("S-7.3.3", False),
        "4": ("S-7.3.4", True),
        "5": ("S-7.3.5", True),
        "6": ("S-7.3.6", True),
    }


def test_ground_2_is_of_another_service_and_ground_3_is_asked_of_everybody() -> None:
    assert list(offered(NEED_GROUNDS)) == ["1", "4", "5", "6"]


@pytest.mark.clause("R-3.a")
def test_the_five_grounds_of_refusal_and_the_two_exceptions() -> None:
    assert {code: (row.clause, bool(row.exception)) for code, row in REFUSAL_GROUNDS.items()} == {
        "exchange": ("S-10.1", False),
        "alienation": ("S-10.2", True),
        "damage": ("S-10.3", False),
        "departure": ("S-10.4", False),
        "moving_in": ("S-10.5", True),
    }


@pytest.mark.clause("R-10.9")
@pytest.mark.clause("R-10.10")
def test_the_defects_of_documents_are_no_grounds_of_item_10() -> None:
    assert {(row.clause, row.ours) for row in DEFECTS.values()} == {("R-10.10", True)}
    assert list(DEFECTS) == [
        "missing",
        "unreadable",
        "wrong_document",
        "other_person",
        "expired",
        "incomplete",
        "missing_page",
        "not_certified",
        "mismatch",
    ]


@pytest.mark.clause("S-9.2")
def test_nobody_is_refused_for_a_copy_that_is_not_certified() -> None:
    assert [code for code in DEFECTS if code not in offered(DEFECTS)] == ["not_certified"]


@pytest.mark.parametrize("name", ["document kinds", "kinship", "defects"])
def test_what_no_clause_names_says_that_it_is_ours(name: str) -> None:
    ours = {code for code, row in TABLES[name].items() if row.ours}

    assert ours == ({"income", "other"} if name == "document kinds" else set(TABLES[name]))


def test_kinship() -> None:
    assert {code: row.label for code, row in KINSHIP.items()} == {
        "spouse": "spouse",
        "son": "son",
        "daughter": "daughter",
        "adopted": "adopted child",
        "step": "stepchild",
        "ward": "child under guardianship",
        "father": "father",
        "mother": "mother",
        "brother": "brother",
        "sister": "sister",
        "grandparent": "grandparent",
        "grandchild": "grandchild",
        "inlaw": "parent-in-law",
        "other": "other relative",
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_found_by_its_code(name: str) -> None:
    assert [row.code for row in TABLES[name].values()] == list(TABLES[name])


@pytest.mark.parametrize("name", TABLES)
def test_every_label_is_said_once_and_holds_no_placeholder(name: str) -> None:
    labels = [row.label for row in TABLES[name].values()]

    assert sorted(labels) == sorted({label.strip() for label in labels if label and "%" not in label})


def test_every_defect_says_what_to_do() -> None:
    assert [row.code for row in DEFECTS.values() if not row.remedy] == []


@dataclass(frozen=True)
class _Row:
    code: str


def test_a_table_is_kept_in_order_and_cannot_be_written() -> None:
    rows = table(_Row("b"), _Row("a"))

    assert list(rows) == ["b", "a"]
    assert not isinstance(rows, MutableMapping)


def test_a_code_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="share a code"):
        table(_Row("a"), _Row("a"))
