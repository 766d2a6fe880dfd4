"""What a letter says is in its PDF, letter by letter, in our own font; a character that this lacks is told."""

import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.kernel.language import Language
from portal.notices.kinds import NoticeKind
from portal.notices.pdf import Unprintable, html_to_pdf
from portal.reading.glyphs import PRINTED, without_glyph
from tests.factories.letters import STATIC, fonts_of_pdf, glyphs_of_pdf, letter, text_of_page, text_of_pdf

FACES = {"Regular": "Noto-Sans", "Bold": "Noto-Sans-Bold"}
KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
WRITTEN = st.text(
    st.characters(codec="utf-8", categories=["Lu", "Ll", "Nd", "Po", "Sc"], max_codepoint=0x52F).filter(
        lambda one: ord(one) in PRINTED and one.isprintable()
    ),
    min_size=1,
    max_size=60,
)
NEVER_DRAWN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
"""Letters and marks among the Default_Ignorable_Code_Point of Unicode: no font draws them."""
ANY_SCRIPT = st.text(
    st.characters(codec="utf-8", categories=["L", "M", "S", "P", "N"]).filter(lambda one: not NEVER_DRAWN.match(one)),
    min_size=1,
    max_size=8,
)


def printed(html: str) -> bytes | Unprintable:
    return html_to_pdf(html, str(STATIC))


def face(name: str) -> TTFont:
    return TTFont(STATIC / "vendor" / "noto-sans-2020" / f"NotoSans-{name}.ttf")


@pytest.mark.parametrize("name", FACES)
def test_what_can_be_printed_is_what_the_font_has(name: str) -> None:
    points = face(name).getBestCmap()

    assert {point for point in points if unicodedata.category(chr(point)) != "Cc"} == PRINTED


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", NoticeKind)
def test_a_letter_is_printed_as_it_reads(kind: NoticeKind, language: Language) -> None:
    html = letter(kind, language, recipient=f"{KAZAKH} O’Brien", signer=KAZAKH)
    pdf = printed(html)

    assert isinstance(pdf, bytes)
    assert text_of_pdf(pdf) == text_of_page(html)
    assert fonts_of_pdf(pdf) == set(FACES.values())
    assert all(0 < glyph < face("Regular")["maxp"].numGlyphs for glyph in glyphs_of_pdf(pdf))


@settings(deadline=None, max_examples=15)
@given(facts=WRITTEN, name=WRITTEN)
def test_whatever_is_written_is_printed(facts: str, name: str) -> None:
    html = letter(NoticeKind.REFUSAL, Language.RUSSIAN, facts=facts, recipient=name)
    pdf = printed(html)

    assert isinstance(pdf, bytes)
    assert text_of_pdf(pdf) == text_of_page(html)


@settings(deadline=None, max_examples=25)
@given(name=ANY_SCRIPT)
def test_a_letter_with_a_character_that_the_font_lacks_has_no_pdf(name: str) -> None:
    made = printed(letter(NoticeKind.REGISTRATION, Language.KAZAKH, recipient=name))

    lacking = without_glyph(name)
    assert isinstance(made, Unprintable) is bool(lacking)
    if isinstance(made, Unprintable):
        assert set(made.characters) == set(lacking)


@pytest.mark.parametrize("name", ["王小明", "Айгүл 😀", "ქართული", "سارة", "नमस्ते", "𐎀", "ә⃝", "👩‍👧", "5 ≤ 6"])
def test_what_is_no_letter_of_ours_is_told(name: str) -> None:
    made = printed(letter(NoticeKind.REFUSAL, Language.ENGLISH, facts=name))

    assert isinstance(made, Unprintable)
    assert set(made.characters) == set(without_glyph(name))
