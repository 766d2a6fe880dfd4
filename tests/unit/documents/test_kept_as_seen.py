"""What is kept of a file looks as PDFium shows the file that was sent, or the file is refused with what to do."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pypdfium2 import PdfDocument, PdfPage
from pypdfium2.raw import FPDFBitmap_BGRA

from portal.documents.checks.as_seen import as_seen
from portal.documents.file_type import FileType
from portal.documents.normalise.any_type import normalise
from portal.documents.normalise.result import Normalised
from portal.documents.refusals import REFUSALS
from portal.kernel.outcomes import Accepted, Refused
from tests.factories.papers import colours, files, forms, notes, pages
from tests.factories.papers.paper import Made, more, paper, paper_of

GROUPS = {"forms": forms, "notes": notes, "pages": pages, "colours": colours, "files": files}
KEPT = [pytest.param(made, id=f"{name}: {one}") for name, group in GROUPS.items() for one, made in group.KEPT.items()]
REFUSED = [
    pytest.param(made, code, id=f"{name}: {one}")
    for name, group in GROUPS.items()
    if name != "colours"
    for one, (made, code) in group.REFUSED.items()
]
WAYS_ON = {"enclosed", "no_printing", "not_as_seen", "undrawn", "xfa"}
SENT = Path(__file__).parents[2] / "data" / "papers"
"""Files that people sent, each under the name of what is odd about it."""


def differences(sent: bytes, kept: bytes) -> list[int]:
    """Of each page: by how much the most different pixel differs, with what is typed and drawn on it."""
    with closing(PdfDocument(sent)) as before, closing(PdfDocument(kept)) as after:
        before.init_forms()
        pairs = list(zip(before, after, strict=True))
        pictures = [tuple(shown(page) for page in pair) for pair in pairs]
        for page in (page for pair in pairs for page in pair):
            page.close()
    return [max(most(band) for band in ImageChops.difference(*pair).split()) for pair in pictures]


def shown(page: PdfPage) -> Image.Image:
    """As a reader shows it, at most 144 pixels an inch."""
    scale = min(2, 4000 / max(page.get_size()))
    picture: Image.Image = page.render(scale=scale, force_bitmap_format=FPDFBitmap_BGRA).to_pil()
    return picture.convert("RGB")


def most(band: Image.Image) -> int:
    return max(value for value, times in enumerate(band.histogram()) if times)


def content_kept(sent: bytes) -> bytes:
    made = normalise(sent, FileType.PDF)
    assert isinstance(made, Normalised), made
    return made.content


@pytest.mark.parametrize("make", KEPT)
def test_what_is_kept_looks_as_what_was_sent(make: Made) -> None:
    sent = make()
    assert FileType.of(sent) is FileType.PDF
    assert max(differences(sent, content_kept(sent))) <= 2


@pytest.mark.parametrize(("make", "code"), REFUSED)
def test_what_cannot_be_kept_as_it_looks_is_refused(make: Made, code: str) -> None:
    assert normalise(make(), FileType.PDF) == Refused(code)


def test_there_are_enough_of_them() -> None:
    assert (len(KEPT), len(REFUSED)) == (101, 52)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("form-filled-blank-appearance", "undrawn"),
        ("form-filled-old-appearance", "undrawn"),
        ("typed-and-signed-by-annotation", "undrawn"),
        ("xfa-dynamic", "xfa"),
        ("hidden-layer", "not_as_seen"),
    ],
)
def test_what_people_sent_and_would_have_lost_is_refused(name: str, code: str) -> None:
    assert normalise((SENT / f"{name}.pdf").read_bytes(), FileType.PDF) == Refused(code)


@pytest.mark.parametrize("name", ["leading-bom", "owner-password-only"])
def test_what_people_sent_and_is_merely_odd_is_kept(name: str) -> None:
    sent = (SENT / f"{name}.pdf").read_bytes()
    assert FileType.of(sent) is FileType.PDF
    assert differences(sent, content_kept(sent)) == [0]


@pytest.mark.parametrize("code", sorted(WAYS_ON))
def test_who_is_refused_is_told_what_to_do(code: str) -> None:
    assert any(way in REFUSALS[code] for way in ("Save as PDF", "Ask whoever issued it")), REFUSALS[code]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"BT /Helv 6 Tf 300 400 Td (1,000) Tj ET", b"BT /Helv 6 Tf 300 400 Td (1 000) Tj ET"),
        (b"BT /Helv 6 Tf 300 400 Td (5) Tj ET", b"BT /Helv 6 Tf 300 400 Td (6) Tj ET"),
        (b"0.9 g BT /Helv 12 Tf 300 400 Td (COPY) Tj ET", b""),
        (b"0.2 w 100 400 m 400 400 l S", b""),
        (b"1 0 0 rg 100 100 9 9 re f", b"0 0 1 rg 100 100 9 9 re f"),
    ],
    ids=["a comma", "a digit", "faint words", "a thin line", "a colour"],
)
def test_one_sign_that_differs_is_seen(sent: bytes, kept: bytes) -> None:
    before, after = (paper_of(more, content=content)() for content in (sent, kept))
    assert (as_seen(before, before), as_seen(before, after)) == (Accepted(), Refused("not_as_seen"))


@pytest.mark.parametrize("size", [(842, 1191), (2384, 3370), (4000, 3000)], ids=["A3", "A0", "a page of a photograph"])
def test_a_digit_that_differs_is_seen_on_a_large_sheet(size: tuple[int, int]) -> None:
    contents = (b"BT /Helv 6 Tf 300 400 Td (%b) Tj ET" % digit for digit in (b"5", b"6"))
    before, after = (paper(partial(more, content=content), size=size) for content in contents)
    assert (as_seen(before, before), as_seen(before, after)) == (Accepted(), Refused("not_as_seen"))


def test_a_page_more_or_less_or_of_another_size_is_seen() -> None:
    two = paper(pages=2)
    others = (paper(), paper(pages=3), paper(pages=2, size=(595, 843)))
    assert [as_seen(two, other) for other in others] == [Refused("not_as_seen")] * 3
