"""Every field that the portal reads, in whichever module: what is kept looks as what was typed, or is refused."""

import gc
import pkgutil
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import import_module

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import portal
from portal.applications.family import MEMBER_READERS
from portal.applications.questions import SECTIONS
from portal.kernel.outcomes import Fault
from portal.reading.field import Reader
from portal.reading.names import person_name
from portal.reading.text import required_paragraphs, required_text

pytestmark = pytest.mark.clause("R-10.5")

NOT_IMPORTED = "portal.migrations.env"
ALIKE = {
    "'": "\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u2032`\u00b4\uff07",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d",
}
NO_WIDTH = "\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f" + "".join(map(chr, range(0xFE00, 0xFE10)))
LIKE_A_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
NEAR = (
    "Абай Әсел-Нұр O'k 790315310012 +7(701) a@b.kz, <>yes"
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202c\u202d\u202e\u2067\u2069\u200e\u061c\u00a0\u202f\u3000\u3164\u2800"
    "\u0301\u0306\ufe0f\u034f\n\r\t\x00\x85\u2028\u2029\ue000\ufffd\u0378\ud800\u2019\u02bb\u2011\u2013０٣𝟕👨🏴\U000e0067"
)
TYPED = st.text(st.characters()) | st.text(st.sampled_from(NEAR), max_size=40)


@cache
def every_reader() -> tuple[Reader, ...]:
    """All that stand in any module of the portal: a new field is among them without a line here."""
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if module.name != NOT_IMPORTED:
            import_module(module.name)
    return tuple(one for one in gc.get_objects() if isinstance(one, Reader))


def kept_by_any(typed: str) -> Iterator[tuple[Reader, str]]:
    for reader in every_reader():
        kept = reader(typed)
        if isinstance(kept, str):
            yield reader, kept


def test_the_fields_of_the_forms_are_among_those_found() -> None:
    named = {*MEMBER_READERS.values(), *(question.reader for one in SECTIONS.values() for question in one.questions)}

    assert named - set(every_reader()) == set()
    assert len(every_reader()) > len(named)


@given(typed=TYPED)
@example("\u202d790315310012\u202c")
@example("\u202eАбай")
@example("👨\u200d👩")
def test_no_field_keeps_what_nobody_sees(typed: str) -> None:
    for _, kept in kept_by_any(typed):
        assert {unicodedata.category(one)[0] for one in kept.replace("\n", "")} & set("C") == set()
        assert unicodedata.is_normalized("NFC", kept)
        assert "\ufffd" not in kept
        assert set(kept) & set(NO_WIDTH + LIKE_A_BLANK) == set()


@given(typed=TYPED)
def test_what_any_field_has_kept_it_keeps_again(typed: str) -> None:
    for reader, kept in kept_by_any(typed):
        assert reader(kept) == kept


@pytest.mark.parametrize("read", [required_text("Text"), required_paragraphs("Text", 300), person_name("Name")])
@given(typed=TYPED)
@example("и\u0306\u200b\u0301")
@example("O\u2019Brien\u2011Нұр")
def test_a_text_comes_back_as_it_looks_or_is_refused(read: Reader, typed: str) -> None:
    kept = read(typed)

    assert isinstance(kept, Fault) or look(kept) == look(typed)


@given(
    blank=st.text(st.sampled_from("\u200b\u2060\ufeff\u00ad\u202d\u202c\u00a0\u3164\u2800\t\x00\u034f "), max_size=9)
)
def test_filled_is_filled_after_reading(blank: str) -> None:
    """A field answers to what looks empty as it does to nothing."""
    assert [reader for reader in every_reader() if reader(blank) != reader("") and not keeps_blanks(reader)] == []


def keeps_blanks(reader: Reader) -> bool:
    """A password, in which blanks count."""
    return reader.form("  ") == "  "


def look(text: str) -> str:
    """The signs of a text one after the other, those that look alike as one; made otherwise than by the portal."""
    seen = [one for one in text if not one.isspace() and one not in NO_WIDTH + LIKE_A_BLANK and not is_hidden(one)]
    composed = unicodedata.normalize("NFC", "".join(seen))
    return "".join(next((plain for plain, others in ALIKE.items() if one in others), one) for one in composed)


def is_hidden(one: str) -> bool:
    return unicodedata.category(one) in {"Cc", "Cf"} or 0xE0100 <= ord(one) <= 0xE01EF
