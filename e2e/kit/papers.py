"""Documents to attach: a page as PDF, and what a phone's camera makes of one. And what a PDF says."""

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
    """Lying on its side, as sensors do, with a note (EXIF 6) of how to turn it; and a note of who made the camera."""
    picture = _page().rotate(90, expand=True)
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_MAKER] = _TURNED_RIGHT, "Kezek test camera"
    return _saved(picture, "JPEG", exif=exif)


def is_upright(content: bytes) -> bool:
    """Whether the picture stands as a page, with its dark heading at the top."""
    picture = Image.open(BytesIO(content)).convert("L")
    heading = picture.getpixel((picture.width // 2, picture.height // 16))
    assert isinstance(heading, int)
    return picture.size == (_WIDTH, _HEIGHT) and heading < 100


def notes_of(content: bytes) -> dict[int, object]:
    """What the camera has written into the file."""
    return dict(Image.open(BytesIO(content)).getexif())


def text_of(file: Path) -> str:
    """What a PDF says, all its pages together."""
    with closing(pypdfium2.PdfDocument(file)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def pictures_of(file: Path) -> Iterator[Image.Image]:
    """How the pages of a PDF look."""
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
