"""Text in words: judged as it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.outcomes import Fault
from portal.reading.field import Reader
from portal.reading.text import required_paragraphs, required_text

pytestmark = pytest.mark.clause("R-10.5")


def test_a_text_is_one_line_of_some_length() -> None:
    read = required_text("Remark", 10)

    assert read("  Абай \n 5 ") == "Абай 5"
    assert read("  ") == Fault("Fill in “%(field)s”", {"field": "Remark"})
    assert read("Ә" * 11) == Fault("No more than %(max)s characters. Now: %(n)s.", {"max": 10, "n": 11})


def test_paragraphs_stay() -> None:
    read = required_paragraphs("Remark", 10)

    assert read(" Абай \r\n\r\n\r\n5 ") == "Абай\n\n5"
    assert read("\n\u200b\n") == Fault("Fill in “%(field)s”", {"field": "Remark"})


@pytest.mark.parametrize("nothing", ["\u200b", "\u00a0", "\u2060\ufeff", "\u3164", "\u202d\u202c", "\x00"])
def test_a_text_that_nobody_sees_is_none(nothing: str) -> None:
    assert required_text("Remark")(nothing) == Fault("Fill in “%(field)s”", {"field": "Remark"})


def test_the_characters_counted_are_those_that_are_kept() -> None:
    read = required_text("Remark", 3)

    assert read("и\u0306\u200b" * 3) == "ййй"
    assert read("и\u0306" * 4) == Fault("No more than %(max)s characters. Now: %(n)s.", {"max": 3, "n": 4})


@pytest.mark.parametrize("read", [required_text("Remark"), required_paragraphs("Remark", 300)])
def test_a_character_that_cannot_be_kept_is_told(read: Reader) -> None:
    assert read("Абай \u202e5") == Fault(
        "There is a character here that cannot be read (\ufffd). Delete it, or type it in another way."
    )


@given(st.text())
def test_reading_a_text_that_was_kept_changes_nothing(typed: str) -> None:
    read = required_text("Remark")
    kept = read(typed)

    assert isinstance(kept, Fault) or read(kept) == kept


@pytest.mark.parametrize("read", [required_text("Remark"), required_paragraphs("Remark", 300)])
def test_what_no_letter_can_be_printed_with_is_told(read: Reader) -> None:
    told = "These characters cannot be printed in a letter: %(characters)s. Write it in Cyrillic or Latin letters."

    assert read("Алаңы 12 м² ≤ 15 м² 😀") == Fault(told, {"characters": "≤ 😀"})
    assert read("ә⃝") == Fault(told, {"characters": "◌⃝"})
    assert read("№ 5 «Әл-Фараби» – 12,5 м² … ₸ § ½ €") == "№ 5 «Әл-Фараби» – 12,5 м² … ₸ § ½ €"
