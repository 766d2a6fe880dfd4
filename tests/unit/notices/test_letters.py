"""The words of every letter in every language, as `letters/<language>.txt` holds them for people to read.

They are the words of the decree and of the Standard (clause 3; Standard, items 6, 10 to 12): a change here is a change
of what an office signs.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from portal.kernel.language import Language
from portal.notices.kinds import NoticeKind
from portal.notices.letter import LetterPart, letter_html
from portal.notices.pdf import html_to_pdf
from portal.notices.tables import Notice
from portal.regulation.standard import REFUSAL_GROUNDS
from tests.factories.letters import RENDERING, STATIC
from tests.factories.page_checks import Page

LETTERS = Path(__file__).parent / "letters"
DATA = {
    "recipient": "Сынақов Нұрлан Үлгіұлы",
    "provider": "Сынақ қаласының әкімдігі",
    "signer": "Басшыбаев Ерлан Үлгіұлы",
    "application": "2026-000001",
    "arrived_on": "2026-11-22T06:00:00+00:00",
}
Letter = tuple[NoticeKind, dict[str, str]]
FACTS = {"facts": "Пәтер 2024 жылы сатылған."}
REGISTRATION: Letter = NoticeKind.REGISTRATION, {"category": "public", "ordinal": "1204"}
REFUSALS: list[Letter] = [(NoticeKind.REFUSAL, FACTS | {"ground": code}) for code in REFUSAL_GROUNDS]
LONGEST = REFUSALS[list(REFUSAL_GROUNDS).index("alienation")]
LINES = "//main//*[self::h1 or self::h2 or self::p or self::dt or self::dd]"
GROUND = "//main//div[@class='summary-row'][2]/dd"

# A language added later has its letters held as soon as somebody who reads it writes the file.
HELD = [one for one in Language if (LETTERS / f"{one.value}.txt").exists()]
each = pytest.mark.parametrize("language", HELD)


def html(language: Language, kind: NoticeKind, data: dict[str, str]) -> str:
    formed_at = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    notice = Notice(number="K7Q2-9FHM-4TXW", kind=kind, language=language, data=DATA | data, formed_at=formed_at)
    return letter_html(RENDERING, notice, LetterPart.DOCUMENT)


def lines(language: Language, letter: Letter, which: str = LINES) -> list[str]:
    """The letter's headings and paragraphs, a line each."""
    return Page(html(language, *letter).replace("<br>", "<br> ")).texts(which)


def words(language: Language) -> Iterator[list[str]]:
    """A notice, a refusal, and how a refusal words its other grounds."""
    yield lines(language, REGISTRATION)
    yield lines(language, REFUSALS[0])
    yield [line for letter in REFUSALS[1:] for line in lines(language, letter, GROUND)]


@each
def test_letters_say_what_the_file_of_their_language_holds(language: Language) -> None:
    held = (LETTERS / f"{language.value}.txt").read_text(encoding="utf-8")

    assert list(words(language)) == [block.splitlines() for block in held.split("\n\n")]


@each
@pytest.mark.parametrize("letter", [REGISTRATION, LONGEST], ids=["registration", "refusal"])
def test_the_longest_letter_of_a_kind_fits_on_one_page(language: Language, letter: Letter) -> None:
    pdf = html_to_pdf(html(language, *letter), str(STATIC))

    assert isinstance(pdf, bytes)
    with closing(PdfDocument(pdf)) as document:
        assert len(document) == 1
