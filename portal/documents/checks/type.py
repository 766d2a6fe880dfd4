"""Is the file of an accepted type? What other kind it is, is told with the way on: its name may say something else."""

from portal.documents.file_type import FileType
from portal.kernel.outcomes import Accepted, Refused

_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_OTHER_PICTURES = {b"GIF8": "GIF", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP", b"\xff\x0a": "JPEG XL"}
_ARCHIVES = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_OFFICE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_OFFICE_PARTS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/", b"ppt/")
_START = 4096


def type_(content: bytes) -> Accepted | Refused:
    start = content[:_START]
    other = _picture(start) or _bundle(start)  # even one with a PDF's header in it: its sender sees something else
    return other or (Accepted() if FileType.of(content) else Refused("type"))


def _picture(start: bytes) -> Refused | None:
    """Of the kinds that telephones and browsers make. The brand of an ISO media file stands behind `ftyp`."""
    brand = start[8:12]
    if start[4:8] == b"ftyp" and brand in _HEIC:
        return Refused("heic")
    if (start[4:8], brand) == (b"ftyp", b"avif"):
        return Refused("picture", {"kind": "AVIF"})
    if (start[:4], brand) == (b"RIFF", b"WEBP"):
        return Refused("picture", {"kind": "WebP"})
    found = next((kind for magic, kind in _OTHER_PICTURES.items() if start.startswith(magic)), None)
    return Refused("picture", {"kind": found}) if found else None


def _bundle(start: bytes) -> Refused | None:
    """A text, a spreadsheet or an archive. Today's office files are archives inside."""
    archive = start.startswith(_ARCHIVES)
    if start.startswith(_OFFICE) or (archive and any(part in start for part in _OFFICE_PARTS)):
        return Refused("office")
    return Refused("archive") if archive else None
