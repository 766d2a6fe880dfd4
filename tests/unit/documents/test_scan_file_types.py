"""The first bytes decide a file's type, whatever its name."""

import pytest

from portal.documents.checks.type import type_
from portal.documents.file_type import FileType
from portal.kernel.outcomes import Accepted, Refused

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF_AND_SCRIPT = b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", FileType.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", FileType.JPEG),
        (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    ],
)
def test_an_accepted_type_is_told_by_its_first_bytes(content: bytes, kind: FileType) -> None:
    assert FileType.of(content) is kind
    assert type_(content) == Accepted()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(HTML, id="HTML, even as .jpg"),
        pytest.param(SVG, id="SVG"),
        pytest.param(GIF_AND_SCRIPT, id="GIF and script at once"),
        pytest.param(b"PK\x03\x04" + b"%PDF-1.7", id="archive with a PDF behind"),
        pytest.param(b"\n%PDF-1.7", id="PDF with something before it"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", id="office file"),
        pytest.param(b"\x00\x00\x00\x18ftypheic", id="HEIC"),
        pytest.param(b"II*\x00", id="TIFF"),
        pytest.param(b"\xff\xd8", id="less than a JPEG"),
        pytest.param(b"%PDF", id="less than a PDF"),
    ],
)
def test_any_other_type_is_refused(content: bytes) -> None:
    assert type_(content) == Refused("type")


@pytest.mark.parametrize(
    ("kind", "media_type", "kept_as", "extension"),
    [
        (FileType.PDF, "application/pdf", FileType.PDF, ".pdf"),
        (FileType.JPEG, "image/jpeg", FileType.JPEG, ".jpg"),
        (FileType.PNG, "image/png", FileType.JPEG, ".png"),
    ],
)
def test_what_a_type_brings_with_it(kind: FileType, media_type: str, kept_as: FileType, extension: str) -> None:
    assert (kind.media_type, kind.kept_as, kind.extension) == (media_type, kept_as, extension)
