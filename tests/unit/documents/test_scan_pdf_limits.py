"""A PDF of more pages, parts, pixels or unpacked bytes than are taken is refused, however small it is sent."""

import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from portal.documents.file_type import FileType
from portal.documents.normalise.any_type import normalise
from portal.kernel.outcomes import Refused
from tests.unit.documents.test_scan_pdfs import Make, kept

MB = 1024 * 1024


def test_a_hundred_pages_are_the_most(pdf: Make) -> None:
    assert len(kept(pdf(pages=100)).pages) == 100
    assert normalise(pdf(pages=101), FileType.PDF) == Refused("many_pages", {"pages": "101", "max": "100"})


@cache
def packed(megabytes: int) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(bytes(MB)) for _ in range(megabytes)) + packer.flush()


def drawn_from(content: bytes, *filters: str, **entries: Any) -> Callable[[Pdf], None]:
    def spoil(document: Pdf) -> None:
        stream = Stream(document, b"")
        stream.write(content, filter=Array([Name(name) for name in filters]))
        for key, value in entries.items():
            stream[f"/{key}"] = value
        document.pages[0].obj.Contents = document.make_indirect(stream)

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(drawn_from(packed(65), "/FlateDecode"), id="one stream"),
        pytest.param(drawn_from(zlib.compress(packed(65)), "/FlateDecode", "/FlateDecode"), id="packed twice"),
        pytest.param(drawn_from(packed(65), "/FlateDecode", Subtype=Name.Image), id="called a picture"),
        pytest.param(drawn_from(b"\x81\0" * MB, "/RunLengthDecode"), id="another way of packing"),
    ],
)
def test_a_page_that_unpacks_without_end_is_refused(pdf: Make, spoil: Callable[[Pdf], None]) -> None:
    sent = pdf(spoil, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert len(sent) < 3 * MB
    assert normalise(sent, FileType.PDF) == Refused("heavy")


def test_streams_that_unpack_to_too_much_together_are_refused(pdf: Make) -> None:
    bomb = packed(51)

    def spoil(document: Pdf) -> None:
        for page in document.pages:
            stream = Stream(document, b"")
            stream.write(bomb, filter=Name.FlateDecode)
            page.obj.Contents = document.make_indirect(stream)

    plain = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}
    assert normalise(pdf(spoil, pages=4, **plain), FileType.PDF) == Refused("heavy")
    assert len(kept(pdf(spoil, pages=3, **plain)).pages) == 3


def test_a_picture_in_a_document_may_not_be_larger_than_one_alone(pdf: Make) -> None:
    def spoil(document: Pdf) -> None:
        picture = Stream(document, b"")
        picture.stream_dict = Dictionary(Subtype=Name.Image, Width=50_000, Height=50_000)
        document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=document.make_indirect(picture)))

    assert normalise(pdf(spoil), FileType.PDF) == Refused("many_pixels", {"max": "50"})


def test_a_blank_page_scanned_in_grey_is_no_bomb(pdf: Make) -> None:
    def spoil(document: Pdf) -> None:
        page = Stream(document, b"")
        page.write(packed(33), filter=Name.FlateDecode)
        for key, value in {
            "Subtype": Name.Image,
            "Width": 4960,
            "Height": 7016,
            "BitsPerComponent": 8,
        }.items():
            page[f"/{key}"] = value
        page["/ColorSpace"] = Name.DeviceGray
        for one in document.pages:
            one.obj.Resources = Dictionary(XObject=Dictionary(Im0=document.make_indirect(page)))

    plain = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}
    assert len(kept(pdf(spoil, pages=20, **plain)).pages) == 20


def test_a_document_of_too_many_parts_is_refused(pdf: Make) -> None:
    def spoil(document: Pdf) -> None:
        parts = Array([document.make_indirect(Dictionary()) for _ in range(100_001)])
        document.pages[0].obj.Resources = Dictionary(Parts=parts)

    sent = pdf(spoil, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert normalise(sent, FileType.PDF) == Refused("heavy")


def with_packed_objects(padding: int) -> bytes:
    """A document whose catalogue lies in a packed object stream with `padding` MB behind it."""
    head = b"5 0 6 40 "
    objects = b"<< /Type /Catalog /Pages 6 0 R >>".ljust(40) + b"<< /Type /Pages /Count 1 /Kids [7 0 R] >>"
    packer = zlib.compressobj(1)
    body = packer.compress(head + objects)
    body += b"".join(packer.compress(b" " * MB) for _ in range(padding)) + packer.flush()
    out = b"%PDF-1.5\n"
    places = {7: len(out)}
    out += b"7 0 obj\n<< /Type /Page /Parent 6 0 R /MediaBox [0 0 9 9] >>\nendobj\n"
    places[8] = len(out)
    out += b"8 0 obj\n<< /Type /ObjStm /N 2 /First %d /Length %d" % (len(head), len(body))
    out += b" /Filter /FlateDecode >>\nstream\n" + body + b"\nendstream\nendobj\n"
    places[9] = len(out)
    entries = [(0, 0, 65535), (2, 8, 0), (2, 8, 1), *((1, places[number], 0) for number in (7, 8, 9))]
    table = b"".join(bytes([a]) + b.to_bytes(4, "big") + c.to_bytes(2, "big") for a, b, c in entries)
    out += b"9 0 obj\n<< /Type /XRef /Size 10 /Root 5 0 R /W [1 4 2] /Index [0 1 5 5] /Length %d >>" % len(table)
    return out + b"\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % places[9]


def test_a_bomb_among_the_objects_themselves_does_not_go_off() -> None:
    assert len(kept(with_packed_objects(1)).pages) == 1
    assert normalise(with_packed_objects(300), FileType.PDF) == Refused("broken")
