"""The canonical form of typed text: what a person sees of it, and nothing else."""

import sys
import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reading.canonical import UNREADABLE, canonical, one_line, paragraphs

pytestmark = pytest.mark.clause("R-10.5")

ANY_TEXT = st.text(st.characters())  # with surrogates, unassigned and private characters
EVERY_CHARACTER = tuple(map(chr, range(sys.maxunicode + 1)))


@pytest.mark.parametrize(
    "character",
    [
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u034f",
        "\u180e",
        "\ufe0f",
        "\x00",
        "\x1b",
        "\x9f",
        "\u200e",
        "\u200f",
        "\u061c",
        "\u202a",
        "\u202b",
        "\u202c",
        "\u202d",
        "\u2066",
        "\u2067",
        "\u2068",
        "\u2069",
        "\U000e0041",
        "\U000e0101",
        "\u2064",
        "\u206f",
    ],
)
def test_what_nobody_sees_is_left_out(character: str) -> None:
    assert canonical(f"{character}Аб{character}ай{character}") == "Абай"


@pytest.mark.parametrize("blank", ["\u00a0", "\u2007", "\u202f", "\u3000", "\t", "\u2800", "\u3164", "\uffa0"])
def test_every_blank_is_a_plain_one(blank: str) -> None:
    assert canonical(f"Абай{blank}5") == "Абай 5"


@pytest.mark.parametrize(
    "character", ["\u202e", "\ue000", "\U000f0000", "\ufffe", "\u0378", "\ud800", "\ufffc", "\u0600"]
)
def test_what_would_look_otherwise_is_seen_to_be_unreadable(character: str) -> None:
    assert canonical(f"Абай{character}5") == f"Абай{UNREADABLE}5"


@pytest.mark.parametrize("shaped", ["👨\u200d👩", "❤\ufe0f\u200d🔥", "می\u200cخواهم", "🏴\U000e0067\U000e007f"])
def test_a_joiner_that_changes_a_look_is_not_lost_without_a_word(shaped: str) -> None:
    assert UNREADABLE in canonical(shaped)


@pytest.mark.parametrize(
    ("typed", "composed"),
    [("Серии\u0306", "Серий"), ("Серии\u200b\u0306", "Серий"), ("\u212b", "Å"), ("а\u0301", "а\u0301")],
)
def test_letters_are_composed(typed: str, composed: str) -> None:
    assert canonical(typed) == composed


def test_a_letter_has_no_more_marks_than_any_language_writes() -> None:
    assert canonical("а" + "\u0301" * 30) == "а" + "\u0301" * 30
    assert canonical("а" + "\u0301" * 31 + "5") == "а" + "\u0301" * 30 + UNREADABLE + "5"


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0f73"])
def test_more_marks_take_no_more_time_than_letters(marks: str) -> None:
    """Sorted all together, so many would take half a minute."""
    before = process_time()

    assert canonical("а" + marks * 60_000).endswith(UNREADABLE)
    assert process_time() - before < 5


def test_lines_end_alike_and_only_where_they_may() -> None:
    typed = " бір\u2028екі\r\n\r\n\r\n\r\nүш \t төрт\rбес\u2029алты\n "

    assert paragraphs(typed) == "бір\nекі\n\nүш төрт\nбес\n\nалты"
    assert one_line(typed) == "бір екі үш төрт бес алты"


def test_no_character_that_is_kept_is_of_those_that_nobody_sees() -> None:
    """All of Unicode, one by one: controls, formats, surrogates, private and unassigned characters are not kept."""
    kept = {canonical(character) for character in EVERY_CHARACTER}

    assert {one for one in "".join(kept) if unicodedata.category(one)[0] == "C"} == {"\n"}
    assert {one for one in "".join(kept) if unicodedata.category(one)[0] == "Z"} == {" "}


@pytest.mark.parametrize("form", [canonical, one_line, paragraphs])
@given(typed=ANY_TEXT)
def test_canonical_text_is_canonical_already(form, typed: str) -> None:  # type: ignore[no-untyped-def]
    made = form(typed)

    assert form(made) == made
    assert unicodedata.is_normalized("NFC", made)
    made.encode()
