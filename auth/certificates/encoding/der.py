"""Read BER and DER (X.690), the encodings of certificates, CRLs and signatures.

Elements are slices of the input: what is hashed and compared is exactly what was signed.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, OBJECT_IDENTIFIER = (0x01, 0x02, 0x03, 0x04, 0x06)
ENUMERATED, UTF8_STRING, BMP_STRING, UTC_TIME, GENERALIZED_TIME = (0x0A, 0x0C, 0x1E, 0x17, 0x18)
NULL, SEQUENCE, SET = 0x05, 0x30, 0x31
CONSTRUCTED = 0x20
_INDEFINITE = -1
_DEEPEST = 24
_MOST_ELEMENTS = 1 << 13
_LONG = 1 << 16
"""Longer than any length that `elements` reads itself."""


class DerError(ValueError):
    """The bytes are not the expected ASN.1. The reading functions of this package never let it out."""


class Element(NamedTuple):
    """One TLV: identifier octet, contents, and the whole encoding as it was read."""

    tag: int
    body: bytes
    raw: bytes

    def children(self) -> Iterator["Element"]:
        return iter(elements(self.body))


class Fields:
    """The members of a constructed element, taken in order."""

    def __init__(self, element: Element) -> None:
        self._rest = elements(element.body)
        self._rest.reverse()

    def take(self, *tags: int) -> Element:
        """The next member, which must have one of `tags` (any tag when none is named)."""
        if not self._rest or (tags and self._rest[-1].tag not in tags):
            raise DerError
        return self._rest.pop()

    def take_if(self, *tags: int) -> Element | None:
        """The next member if it has one of `tags`; otherwise None, and nothing is taken."""
        return self._rest.pop() if self._rest and (not tags or self._rest[-1].tag in tags) else None

    def end(self) -> None:
        """Raises DerError when a member is left."""
        if self._rest:
            raise DerError


def read_only(data: bytes, *tags: int) -> Element:
    """The one element that `data` consists of. Raises DerError when bytes follow it."""
    element, end = read_element(data, 0)
    if end != len(data) or (tags and element.tag not in tags):
        raise DerError
    return element


def elements(data: bytes) -> list[Element]:
    """The elements that `data` consists of. Raises DerError for more than 8192, so that hostile input stays cheap.

    A verdict spends most of its time here, so the common forms of a length are read without a call.
    """
    found: list[Element] = []
    append, new, at, end = found.append, tuple.__new__, 0, len(data)
    for _ in range(_MOST_ELEMENTS):
        if at >= end:
            break
        tag, length, start = data[at], data[at + 1] if at + 4 <= end else _LONG, at + 2
        if length == 0x82:
            start, length = at + 4, data[at + 2] << 8 | data[at + 3]
        elif length == 0x81:
            start, length = at + 3, data[at + 2]
        elif length >= 0x80:
            length = _LONG
        if length < _LONG and tag & 0x1F != 0x1F:
            following = start + length
            append(new(Element, (tag, data[start:following], data[at:following])))
            at = following
        else:
            element, at = read_element(data, at)
            append(element)
    if at != end:
        raise DerError
    return found


def read_element(data: bytes, at: int) -> tuple[Element, int]:
    """The element at offset `at`, and the offset of the next one."""
    tag, start, end = read_header(data, at)
    following = end
    if end == _INDEFINITE:
        end = _end_of_contents(data, start)
        following = end + 2
    return Element(tag, data[start:end], data[at:following]), following


def read_header(data: bytes, at: int) -> tuple[int, int, int]:
    """Identifier octet, start and end of the contents. The end is -1 for the indefinite form (8.1.3.6)."""
    if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
        raise DerError
    tag, length, start = data[at], data[at + 1], at + 2
    if length == 0x80 and tag & CONSTRUCTED:
        return tag, start, _INDEFINITE
    if length >= 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[at + 2 : start], "big")
    if start + length > len(data):
        raise DerError
    return tag, start, start + length


def _end_of_contents(data: bytes, at: int) -> int:
    depth = count = 0
    while depth or data[at : at + 2] != b"\x00\x00":
        if data[at : at + 2] == b"\x00\x00":
            depth, at = depth - 1, at + 2
            continue
        _, start, end = read_header(data, at)
        depth, at = (depth + 1, start) if end == _INDEFINITE else (depth, end)
        count += 1
        if count > _MOST_ELEMENTS or depth > _DEEPEST:
            raise DerError
    return at


def integer(element: Element) -> int:
    """The value of an INTEGER or ENUMERATED. Raises DerError unless it is in the fewest octets (8.3.2)."""
    body = element.body
    if element.tag not in (INTEGER, ENUMERATED) or not body:
        raise DerError
    if len(body) > 1 and (body[0], body[1] & 0x80) in ((0, 0), (0xFF, 0x80)):
        raise DerError
    return int.from_bytes(body, "big", signed=True)


def octets(element: Element, primitive: int = OCTET_STRING, depth: int = 0) -> bytes:
    """The octets of a string. BER may split it into segments, which are joined (8.7.3)."""
    if element.tag == primitive:
        return element.body
    if element.tag != primitive | CONSTRUCTED or depth > _DEEPEST:
        raise DerError
    return b"".join(octets(segment, OCTET_STRING, depth + 1) for segment in element.children())


def bits(element: Element) -> bytes:
    """The contents of a BIT STRING that is a whole number of octets."""
    if element.tag != BIT_STRING or element.body[:1] != b"\x00":
        raise DerError
    return element.body[1:]


def oid(element: Element) -> str:
    """An object identifier in dotted form."""
    if element.tag != OBJECT_IDENTIFIER:
        raise DerError
    return _dotted(element.body)


@lru_cache(maxsize=512)
def _dotted(body: bytes) -> str:
    if not body or body[-1] & 0x80 or len(body) > 64:
        raise DerError
    arcs, value = [], 0
    for octet in body:
        value = value << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def moment(element: Element) -> datetime:
    """UTCTime or GeneralizedTime in the only form that certificates may use (RFC 5280, 4.1.2.5)."""
    return moment_of(element.tag, element.body)


def moment_of(tag: int, body: bytes) -> datetime:
    digits = body[:-1]
    if body[-1:] != b"Z" or not digits.isdigit():
        raise DerError
    if tag == UTC_TIME and len(digits) == 12:
        digits = (b"20" if digits < b"50" else b"19") + digits
    elif tag != GENERALIZED_TIME or len(digits) != 14:
        raise DerError
    month, day, hour, minute, second = (int(digits[at : at + 2]) for at in range(4, 14, 2))
    return datetime(int(digits[:4]), month, day, hour, minute, second, tzinfo=UTC)


def directory_string(element: Element) -> str:
    """The text of a DirectoryString, or of another string type of a name (X.520)."""
    if element.tag == BMP_STRING:
        return element.body.decode("utf-16-be")
    return element.body.decode("utf-8" if element.tag == UTF8_STRING else "latin-1")
