"""Files made at test time: harmless and malicious ones."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

MakePdf = Callable[..., bytes]
MakePicture = Callable[..., bytes]


@pytest.fixture
def picture() -> MakePicture:
    """Return a white picture with a black upper left quarter."""

    def make(kind: str = "JPEG", size: tuple[int, int] = (80, 40), mode: str = "RGB", **save: Any) -> bytes:
        width, height = size
        drawn = Image.new("RGB", size, "white")
        drawn.paste((0, 0, 0), (0, 0, width // 2, height // 2))
        out = BytesIO()
        drawn.convert(mode).save(out, kind, **save)
        return out.getvalue()

    return make


@pytest.fixture
def pdf() -> MakePdf:
    """Return a PDF of `pages` pages with a black square each; `spoil` may change it before saving."""

    def make(spoil: Callable[[Pdf], object] | None = None, pages: int = 1, **save: Any) -> bytes:
        document = Pdf.new()
        for _ in range(pages):
            page = document.add_blank_page(page_size=(200, 100))
            page.obj.Contents = Stream(document, b"0 0 0 rg 10 10 40 40 re f")
        if spoil:
            spoil(document)
        out = BytesIO()
        document.save(out, **save)
        return out.getvalue()

    return make


@pytest.fixture
def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


@pytest.fixture
def annotation() -> Callable[..., Dictionary]:
    def make(subtype: str, **entries: Any) -> Dictionary:
        return Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([60, 10, 100, 50]), **entries)

    return make
