"""Make documents to attach, a PDF and a phone's photo; and read PDFs and photos back."""

from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

_WIDTH, _HEIGHT = 1200, 1600
_TURNED_RIGHT = 6
_ORIENTATION, _MAKER = 0x0112, 0x010F


def pdf() -> bytes:
    return _saved(_page(), "PDF")


def phone_photo() -> bytes:
    """Return a photo of a page, rotated as sensors do, with the orientation 6 and the camera's maker in EXIF."""
    picture = _page().rotate(90, expand=True)
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_MAKER] = _TURNED_RIGHT, "Kezek test camera"
    return _saved(picture, "JPEG", exif=exif)


def is_upright(content: bytes) -> bool:
    """Return whether the picture is upright, with the page's dark heading at the top."""
    picture = Image.open(BytesIO(content)).convert("L")
    heading = picture.getpixel((picture.width // 2, picture.height // 16))
    assert isinstance(heading, int)
    return picture.size == (_WIDTH, _HEIGHT) and heading < 100


def notes_of(content: bytes) -> dict[int, object]:
    """Return the picture's EXIF fields."""
    return dict(Image.open(BytesIO(content)).getexif())


def text_of(file: Path) -> str:
    """Return the text of all pages of a PDF."""
    with closing(pypdfium2.PdfDocument(file)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def pictures_of(file: Path) -> Iterator[Image.Image]:
    """Yield the pages of a PDF as pictures."""
    with closing(pypdfium2.PdfDocument(file)) as document:
        for page in document:
            yield page.render(scale=1).to_pil()


def _page() -> Image.Image:
    page = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, _WIDTH, _HEIGHT // 8), fill="#223344")
    for line in range(8):
        draw.rectangle((120, 360 + 120 * line, 1080 - 60 * line, 390 + 120 * line), fill="black")
    return page


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
