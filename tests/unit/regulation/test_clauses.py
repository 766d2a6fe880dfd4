"""Every clause of the decree is in the registry, and is cited as people cite it."""

import pytest

from portal.regulation.clauses import CLAUSES, REGULATION_IDS, Clause, clause

REFERENCES = {
    "D-1": "Decree No 111, item 1",
    "D-2": "Decree No 111, item 2",
    "D-3": "Decree No 111, item 3",
    "R-1": "Regulation, clause 1",
    "R-1.1": "Regulation, clause 1(1)",
    "R-1.2": "Regulation, clause 1(2)",
    "R-2": "Regulation, clause 2",
    "R-3.a": "Regulation, clause 3, part 1",
    "R-3.b": "Regulation, clause 3, part 2",
    "R-3.c": "Regulation, clause 3, part 3",
    "R-3.d": "Regulation, clause 3, part 4",
    "R-3.e": "Regulation, clause 3, part 5",
    "R-3.f": "Regulation, clause 3, part 5",
    "R-4.1": "Regulation, clause 4(1)",
    "R-4.2": "Regulation, clause 4(2)",
    "R-5.1": "Regulation, clause 5(1)",
    "R-5.2": "Regulation, clause 5(2)",
    "R-5.3": "Regulation, clause 5(3)",
    "R-5.4": "Regulation, clause 5(4)",
    "R-5.5": "Regulation, clause 5(5)",
    "R-5.6": "Regulation, clause 5(6)",
    "R-5.7": "Regulation, clause 5(7)",
    "R-6.1": "Regulation, clause 6(1)",
    "R-6.2": "Regulation, clause 6(2)",
    "R-6.3": "Regulation, clause 6(3)",
    "R-6.4": "Regulation, clause 6(4)",
    "R-6.5": "Regulation, clause 6(5)",
    "R-6.6": "Regulation, clause 6(6)",
    "R-6.7": "Regulation, clause 6(7)",
    "R-7.1": "Regulation, clause 7(1)",
    "R-7.2": "Regulation, clause 7(2)",
    "R-7.3": "Regulation, clause 7(3)",
    "R-7.a": "Regulation, clause 7, last part",
    "R-8.1": "Regulation, clause 8(1)",
    "R-8.2": "Regulation, clause 8(2)",
    "R-8.3": "Regulation, clause 8(3)",
    "R-8.4": "Regulation, clause 8(4)",
    "R-8.5": "Regulation, clause 8(5)",
    "R-8.6": "Regulation, clause 8(6)",
    "R-8.7": "Regulation, clause 8(7)",
    "R-8.a": "Regulation, clause 8, last part",
    "R-9.1": "Regulation, clause 9(1)",
    "R-9.2": "Regulation, clause 9(2)",
    "R-9.3a": "Regulation, clause 9(3)",
    "R-9.3b": "Regulation, clause 9(3)",
    "R-9.4": "Regulation, clause 9(4)",
    "R-10.1": "Regulation, clause 10(1)",
    "R-10.2": "Regulation, clause 10(2)",
    "R-10.3": "Regulation, clause 10(3)",
    "R-10.4": "Regulation, clause 10(4)",
    "R-10.5": "Regulation, clause 10(5)",
    "R-10.6": "Regulation, clause 10(6)",
    "R-10.7": "Regulation, clause 10(7)",
    "R-10.8": "Regulation, clause 10(8)",
    "R-10.9": "Regulation, clause 10(9)",
    "R-10.10": "Regulation, clause 10(10)",
    "R-10.11a": "Regulation, clause 10(11)",
    "R-10.11b": "Regulation, clause 10(11)",
    "R-10.a": "Regulation, clause 10, last part",
    "R-11": "Regulation, clause 11",
    "R-12": "Regulation, clause 12",
    "A-1": "Regulation, annex 1",
    "A-2": "Regulation, annex 2",
    "A-3": "Regulation, annex 3",
    "A-3.L": "Regulation, annex 3, legend",
    "A-4": "Regulation, annex 4",
}


def test_the_decree_has_66_clauses_in_its_own_order() -> None:
    assert len(REGULATION_IDS) == 66
    assert tuple(REFERENCES) == REGULATION_IDS


@pytest.mark.parametrize(("id_", "reference"), REFERENCES.items())
def test_a_clause_is_cited_by_its_number(id_: str, reference: str) -> None:
    assert clause(id_).reference == reference


@pytest.mark.parametrize(
    ("id_", "reference"),
    [
        ("S-9", "Standard, item 9"),
        ("S-4.1", "Standard, item 4(1)"),
        ("S-9.2", "Standard, item 9(2)"),
        ("S-10.5", "Standard, item 10(5)"),
        ("S-7.1.3", "Standard, item 7, part 1(3)"),
        ("S-7.2.12", "Standard, item 7, part 2(12)"),
        ("S-A3", "Standard, annex 3"),
        ("L-72", "Law on Housing Relations, article 72"),
        ("L-73.4", "Law on Housing Relations, article 73(4)"),
    ],
)
def test_the_standard_and_the_law_are_cited_in_the_same_way(id_: str, reference: str) -> None:
    assert clause(id_).reference == reference


def test_the_text_for_translation_is_apart_from_the_numbers_that_fill_it() -> None:
    assert clause("R-10.7") == Clause("R-10.7", "Regulation, clause %(number)s(%(sub)s)", "10", "7")
    assert clause("R-10.7").values == {"number": "10", "sub": "7", "part": ""}


def test_a_handful_of_texts_cites_everything() -> None:
    assert {row.template for row in CLAUSES.values()} == {
        "Decree No 111, item %(number)s",
        "Regulation, clause %(number)s",
        "Regulation, clause %(number)s(%(sub)s)",
        "Regulation, clause %(number)s, part %(part)s",
        "Regulation, clause %(number)s, last part",
        "Regulation, annex %(number)s",
        "Regulation, annex %(number)s, legend",
        "Standard, item %(number)s",
        "Standard, item %(number)s(%(sub)s)",
        "Standard, item %(number)s, part %(part)s(%(sub)s)",
        "Standard, annex %(number)s",
        "Law on Housing Relations, article %(number)s",
        "Law on Housing Relations, article %(number)s(%(sub)s)",
    }


@pytest.mark.parametrize("id_", ["R-13", "R-5.8", "S-18", "L-1", "r-5.2", ""])
def test_an_id_that_is_not_in_the_law_is_a_key_error(id_: str) -> None:
    with pytest.raises(KeyError):
        clause(id_)


def test_every_clause_is_found_by_its_own_id() -> None:
    assert {id_: row.id for id_, row in CLAUSES.items()} == {id_: id_ for id_ in CLAUSES}
    assert len(CLAUSES) == 66 + (17 + 12 + 23 + 3) + (14 + 15)
