"""DER by hand, so that every part of a structure can be written wrong (X.690)."""

from collections.abc import Iterable
from datetime import datetime

from auth.certificates.encoding.der_writing import encode, encode_set

NULL = b"\x05\x00"


def seq(*members: bytes) -> bytes:
    return encode(0x30, *members)


def set_of(*members: bytes) -> bytes:
    return encode_set(0x31, list(members))


def integer(value: int) -> bytes:
    return encode(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def boolean(value: bool) -> bytes:
    return encode(0x01, b"\xff" if value else b"\x00")


def enumerated(value: int) -> bytes:
    return encode(0x0A, bytes((value,)))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    return encode(0x06, *(_base128(arc) for arc in (40 * first + second, *rest)))


def _base128(arc: int) -> bytes:
    octets = [arc & 0x7F]
    while arc := arc >> 7:
        octets.append(arc & 0x7F | 0x80)
    return bytes(reversed(octets))


def octets(value: bytes) -> bytes:
    return encode(0x04, value)


def bits(value: bytes, unused: int = 0) -> bytes:
    return encode(0x03, bytes((unused,)), value)


def utf8(value: str) -> bytes:
    return encode(0x0C, value.encode())


def printable(value: str) -> bytes:
    return encode(0x13, value.encode("ascii"))


def explicit(number: int, *contents: bytes) -> bytes:
    return encode(0xA0 | number, *contents)


def implicit(number: int, contents: bytes) -> bytes:
    """Primitive."""
    return encode(0x80 | number, contents)


def utc_time(moment: datetime) -> bytes:
    return encode(0x17, moment.strftime("%y%m%d%H%M%SZ").encode())


def generalized_time(moment: datetime) -> bytes:
    return encode(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode())


def algorithm(dotted: str, *parameters: bytes) -> bytes:
    return seq(oid(dotted), *parameters)


def name(*attributes: tuple[str, bytes]) -> bytes:
    """Types and values, each in a relative name of its own."""
    return seq(*(set_of(seq(oid(kind), value)) for kind, value in attributes))


def indefinite(tag: int, contents: Iterable[bytes]) -> bytes:
    """BER's other form: no length, and an end-of-contents after it (8.1.3.6)."""
    return bytes((tag, 0x80)) + b"".join(contents) + b"\x00\x00"


def long_length(encoded: bytes, octets_of_length: int = 4) -> bytes:
    """The element (of less than 64 KB) with its length in more octets than it needs (8.1.3.5)."""
    contents = encoded[2:] if encoded[1] < 0x80 else encoded[2 + (encoded[1] & 0x7F) :]
    return encoded[:1] + bytes((0x80 | octets_of_length,)) + len(contents).to_bytes(octets_of_length, "big") + contents
