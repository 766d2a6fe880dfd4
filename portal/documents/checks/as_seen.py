"""Does the kept PDF look as the one that was sent? Both are drawn, with PDFium as Chromium draws them, and compared."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import sqrt

from PIL import Image, ImageChops
from pypdfium2 import PdfDocument, PdfPage
from pypdfium2.raw import FPDFBitmap_BGRA

from portal.kernel.outcomes import Accepted, Refused

_ONE_PAGE, _ALL_PAGES = 1_000_000, 12_000_000
"""The pixels that are drawn of any page, and of all pages together where they are few: a sheet of A0 takes eight
million."""
_FAINT = 16
"""Of 255: the most by which the colour of a pixel may differ, from rounding the place of an annotation."""


def as_seen(sent: bytes, kept: bytes) -> Accepted | Refused:
    """The sent one is drawn with its form, annotations and layers. Raises PdfiumError for what PDFium does not open."""
    with closing(PdfDocument(sent)) as before, closing(PdfDocument(kept)) as after:
        before.init_forms()
        most = max(_ONE_PAGE, _ALL_PAGES // max(1, len(before)))
        alike = len(before) == len(after) and all(_alike(before, after, page, most) for page in range(len(before)))
        return Accepted() if alike else Refused("not_as_seen")


def _alike(before: PdfDocument, after: PdfDocument, number: int, most: int) -> bool:
    """Both pages are open before one is drawn: PDFium draws a font that it replaces in another way once it was used."""
    with _page(before, number) as sent, _page(after, number) as kept:
        if sent.get_size() != kept.get_size():
            return False
        difference = ImageChops.difference(_drawn(sent, most), _drawn(kept, most))
        return difference.point(lambda value: value if value > _FAINT else 0).getbbox() is None


@contextmanager
def _page(document: PdfDocument, number: int) -> Iterator[PdfPage]:
    with closing(document[number]) as page:
        yield page


def _drawn(page: PdfPage, most: int) -> Image.Image:
    """At 72 pixels an inch, or smaller, of at most so many pixels.

    On a bitmap with alpha PDFium smooths forms and pages in one way.
    """
    width, height = page.get_size()
    scale = min(1.0, sqrt(most / (width * height)))
    with closing(page.render(scale=scale, force_bitmap_format=FPDFBitmap_BGRA)) as bitmap:
        picture: Image.Image = bitmap.to_pil()
        return picture.convert("RGB")
