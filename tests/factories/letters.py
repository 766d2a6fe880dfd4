"""Letters as the portal makes them, and what stands in their PDFs."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import lxml.html
import pypdfium2
from pikepdf import Pdf, String, parse_content_stream

from portal.kernel.language import Language
from portal.notices.kinds import NoticeKind
from portal.notices.letter import LetterPart, letter_html
from portal.notices.tables import Notice
from portal.rendering.assets import Assets
from portal.rendering.environment import Rendering
from tests.fakes.clock import TUESDAY_TEN

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
RENDERING = Rendering(ROOT / "templates", Assets(STATIC), ZoneInfo("Asia/Oral"))
DATA = {
    "recipient": "Сынақова Әйгерім Бөлекқызы",
    "provider": "Орал қаласының тұрғын үй қатынастары бөлімі",
    "signer": "Үкібаева Ғалия Һамитқызы",
    "application": "БҚО-2026-000001",
    "arrived_on": TUESDAY_TEN.isoformat(),
}
_MILLIMETRES = 25.4 / 72
_PARTED = "\x02"
"""What pdfium makes of a hyphen at the end of a line, which it takes for a word's that is parted."""
OF_KIND = {
    # What a letter of this kind says beside the data of all.
    NoticeKind.REGISTRATION: {"category": "public", "ordinal": "17"},
    NoticeKind.REFUSAL: {"ground": "exchange", "facts": "Тұрғын үй айырбасталған."},
}


def letter(kind: NoticeKind, language: Language, **data: str) -> str:
    """Return a whole letter as HTML."""
    notice = Notice(
        id=UUID(int=1),
        number="K7Q2-9FHM-4TXW",
        kind=kind,
        language=language,
        data=DATA | OF_KIND[kind] | data,
        formed_at=TUESDAY_TEN,
    )
    return letter_html(RENDERING, notice, LetterPart.DOCUMENT)


def text_of_page(html: str) -> str:
    """Return what is read on the page, without white space and without its foot, which every page of the PDF has."""
    return without_space(lxml.html.fromstring(html).xpath("string(//div[@class='paper'])")).removesuffix(_foot(html))


def text_of_pdf(pdf: bytes, html: str) -> str:
    """Return what is copied out of the PDF of the page, without white space and without the foot of each page."""
    pages = pages_of_pdf(pdf)
    feet = [f"{_foot(html)}{n}/{len(pages)}" for n in range(1, len(pages) + 1)]
    return "".join(without_space(text).removesuffix(foot) for text, foot in zip(pages, feet, strict=True))


def _foot(html: str) -> str:
    return without_space(lxml.html.fromstring(html).xpath("string(//footer)"))


def pages_of_pdf(pdf: bytes) -> list[str]:
    """Return the text of each page, line by line."""
    texts = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    return [text.replace(_PARTED, "-") for text in texts]


def edges_of_pdf(pdf: bytes) -> tuple[float, float]:
    """Return how far to the left and to the right something is written on any page, in millimetres."""
    texts = [page.get_textpage() for page in pypdfium2.PdfDocument(pdf)]
    boxes = [text.get_charbox(at) for text in texts for at in range(text.count_chars())]
    return min(box[0] for box in boxes) * _MILLIMETRES, max(box[2] for box in boxes) * _MILLIMETRES


def without_space(text: object) -> str:
    return re.sub(r"\s", "", str(text))


def fonts_of_pdf(pdf: bytes) -> set[str]:
    """Return the names of the fonts in the PDF, without the mark of a subset."""
    with Pdf.open(BytesIO(pdf)) as document:
        fonts = [font for page in document.pages for font in page.obj.Resources.get("/Font", {}).values()]
        return {str(font.BaseFont).partition("+")[2] for font in fonts}


def glyphs_of_pdf(pdf: bytes) -> set[int]:
    """Return the glyphs that its pages show (Identity-H: two bytes each)."""
    with Pdf.open(BytesIO(pdf)) as document:
        shown = [one for page in document.pages for one in _shown(page)]
    return {int.from_bytes(text[at : at + 2], "big") for text in shown for at in range(0, len(text), 2)}


def _shown(page: Any) -> list[bytes]:
    """Return the operands of Tj and TJ; a number among those of TJ moves the next glyph (ISO 32000-1, 9.4.3)."""
    commands = [one for one in parse_content_stream(page) if str(one.operator) in ("Tj", "TJ")]
    operands = [part for one in commands for part in (one.operands[0] if str(one.operator) == "TJ" else one.operands)]
    return [bytes(part) for part in operands if isinstance(part, String)]
