"""Does the PDF unpack to a bearable size? Pictures count by their declared size, all other streams are unpacked."""

from collections.abc import Iterator

from pikepdf import Array, Object, Pdf, PikepdfError, Stream, StreamDecodeLevel

from portal.documents.checks.pixels import pixels
from portal.documents.limits import MOST_OBJECTS, MOST_UNPACKED
from portal.kernel.outcomes import Accepted, Refused

_PACKED_AS_PICTURES = frozenset({"/CCITTFaxDecode", "/DCTDecode", "/JBIG2Decode", "/JPXDecode"})


def unpacked(pdf: Pdf) -> Accepted | Refused:
    """There is no limit on the compression ratio: a blank page scanned in grey shrinks a thousandfold."""
    if len(pdf.objects) > MOST_OBJECTS:
        return Refused("heavy")
    for picture in _pictures(pdf):
        fits = pixels(_whole(picture, "/Width"), _whole(picture, "/Height"))
        if isinstance(fits, Refused):
            return fits
    return _unpack(_others(pdf))


def _unpack(streams: Iterator[Stream]) -> Accepted | Refused:
    room = MOST_UNPACKED
    for stream in streams:
        try:
            room -= _unpacked_size(stream)
        except PikepdfError:  # over the limit of one stream, or an unknown filter
            return Refused("heavy")
        if room < 0:
            return Refused("heavy")
    return Accepted()


def _unpacked_size(stream: Stream) -> int:
    if _PACKED_AS_PICTURES.intersection(_filters(stream)):
        return len(stream.read_raw_bytes())
    return len(stream.read_bytes(StreamDecodeLevel.specialized))


def _filters(stream: Stream) -> list[str]:
    given = stream.get("/Filter")
    return [str(one) for one in given] if isinstance(given, Array) else [str(given)]


def _pictures(pdf: Pdf) -> Iterator[Stream]:
    return (one for one in pdf.objects if isinstance(one, Stream) and _is_picture(one))


def _others(pdf: Pdf) -> Iterator[Stream]:
    yield from (one for one in pdf.objects if isinstance(one, Stream) and not _is_picture(one))
    # Every reader unpacks the contents of a page, even a stream there that declares itself a picture.
    for page in pdf.pages:
        drawn = page.obj.get("/Contents")
        parts: list[Object] = [drawn] if isinstance(drawn, Stream) else list(drawn or [])
        yield from (part for part in parts if isinstance(part, Stream) and _is_picture(part))


def _is_picture(stream: Stream) -> bool:
    return bool(stream.get("/Subtype") == "/Image")


def _whole(stream: Stream, key: str) -> int:
    value = stream.get(key)
    return value if isinstance(value, int) else 0
