"""What a letter says is in its PDF, letter by letter, in our own font; a character that this lacks is told."""

import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from portal.kernel.language import Language
from portal.notices.kinds import NoticeKind
from portal.notices.pdf import Unprintable, html_to_pdf
from portal.reading.glyphs import PRINTED, without_glyph
from tests.factories.letters import (
    DATA,
    STATIC,
    edges_of_pdf,
    fonts_of_pdf,
    glyphs_of_pdf,
    letter,
    pages_of_pdf,
    text_of_page,
    text_of_pdf,
)

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
NO_SHRINKING = (Phase.explicit, Phase.generate)
"""Each letter takes a third of a second."""
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
    assert text_of_pdf(pdf, html) == text_of_page(html)
    assert fonts_of_pdf(pdf) == set(FACES.values())
    assert all(0 < glyph < face("Regular")["maxp"].numGlyphs for glyph in glyphs_of_pdf(pdf))


@settings(deadline=None, max_examples=12, phases=NO_SHRINKING)
@given(facts=WRITTEN, name=WRITTEN)
def test_whatever_is_written_is_printed(facts: str, name: str) -> None:
    html = letter(NoticeKind.REFUSAL, Language.RUSSIAN, facts=facts, recipient=name)
    pdf = printed(html)

    assert isinstance(pdf, bytes)
    assert text_of_pdf(pdf, html) == text_of_page(html)


@settings(deadline=None, max_examples=20, phases=NO_SHRINKING)
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


@pytest.mark.parametrize("language", Language)
def test_paragraphs_and_line_breaks_are_kept(language: Language) -> None:
    made = printed(letter(NoticeKind.REFUSAL, language, facts="Бірінші жол\nекінші жол\n\nжаңа абзац"))

    assert isinstance(made, bytes)
    lines = [line.strip() for line in pages_of_pdf(made)[0].splitlines()]
    first = lines.index("Бірінші жол")
    assert lines[first + 1 : first + 3] == ["екінші жол", "жаңа абзац"]


@pytest.mark.parametrize("kind", NoticeKind)
def test_what_is_long_stays_within_the_margins(kind: NoticeKind) -> None:
    word = "Ө" * 90
    long = {"recipient": f"{word}-{word}", "provider": word * 3, "signer": word, "facts": f"https://a.kz/{'b' * 400}"}
    made = printed(letter(kind, Language.KAZAKH, application="9" * 60, **long))

    assert isinstance(made, bytes)
    left, right = edges_of_pdf(made)
    assert (left >= 24.9, right <= 190.5) == (True, True)


@pytest.mark.parametrize("lines", range(20, 56, 3))
def test_the_lines_of_the_signature_stand_together_and_not_alone(lines: int) -> None:
    """Wherever the text before them ends, a page has all of them and some of the text, and every page its number."""
    made = printed(letter(NoticeKind.REFUSAL, Language.ENGLISH, facts="\n".join(["Тексерілді."] * lines)))

    assert isinstance(made, bytes)
    *_, last = pages = pages_of_pdf(made)
    assert [page for page in pages if "K7Q2-9FHM-4TXW" not in page] == []
    above, signed, below = last.partition(f"{DATA['provider']}\r\nSigned by: {DATA['signer']}")
    assert (len(above.split()) > 5, bool(signed), "is certified with" in below) == (True, True, True)
