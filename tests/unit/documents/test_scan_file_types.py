"""The first bytes decide a file's type, whatever its name."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from portal.documents.checks.type import type_
from portal.documents.file_type import FileType
from portal.kernel.outcomes import Accepted, Refused

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF_AND_SCRIPT = b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//"


def made_by_pillow(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    """An archive of files that each hold what an OpenDocument text says of itself."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", FileType.PDF),
        (b"\xef\xbb\xbf%PDF-1.7\n", FileType.PDF),
        (b"\r\n%PDF-1.7\n", FileType.PDF),
        (b"<b>Warning</b>: division by zero\n%PDF-1.7\n", FileType.PDF),
        (b"Content-Type: application/pdf\r\n\r\n%PDF-1.7\n", FileType.PDF),
        (b"\xff\xd8\xff\xe0%PDF-1.7\n", FileType.JPEG),
        (b"\xef\xbb\xbf \n\t%PDF-1.7\n", FileType.PDF),
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
        pytest.param(bytes(1024) + b"%PDF-1.7", id="PDF too far inside"),
        pytest.param(b" " * 1020 + b"%PDF-1.7", id="PDF behind too many blanks"),
        pytest.param(b"\n\xff\xd8\xff", id="JPEG with something before it"),
        pytest.param(b"\xff\xd8", id="less than a JPEG"),
        pytest.param(b"%PDF", id="less than a PDF"),
        pytest.param(b"\0\0\0\x18ftypisom", id="film"),
        pytest.param(b"RIFF\0\0\0\0WAVE", id="sound"),
    ],
)
def test_any_other_type_is_refused(content: bytes) -> None:
    assert type_(content) == Refused("type")


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0", Refused("heic")),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", Refused("heic")),
        (b"\0\0\0\x18ftypavif\0\0\0\0", Refused("picture", {"kind": "AVIF"})),
        (made_by_pillow("WEBP"), Refused("picture", {"kind": "WebP"})),
        (made_by_pillow("GIF"), Refused("picture", {"kind": "GIF"})),
        (GIF_AND_SCRIPT, Refused("picture", {"kind": "GIF"})),
        (b"GIF89a" + b"%PDF-1.7", Refused("picture", {"kind": "GIF"})),
        (made_by_pillow("TIFF"), Refused("picture", {"kind": "TIFF"})),
        (b"MM\0*\0\0\0\x08", Refused("picture", {"kind": "TIFF"})),
        (made_by_pillow("BMP"), Refused("picture", {"kind": "BMP"})),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refused("office")),
        (zipped("[Content_Types].xml", "word/document.xml"), Refused("office")),
        (zipped("mimetype"), Refused("office")),
        (b"{\\rtf1\\ansi", Refused("office")),
        (zipped("passport.pdf"), Refused("archive")),
        (b"PK\x03\x04" + b"%PDF-1.7", Refused("archive")),
        (b"Rar!\x1a\x07\x01\0", Refused("archive")),
        (b"7z\xbc\xaf\x27\x1c", Refused("archive")),
    ],
)
def test_what_people_send_by_mistake_is_told_by_its_name_and_with_a_way_on(content: bytes, refused: Refused) -> None:
    assert type_(content) == refused


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
