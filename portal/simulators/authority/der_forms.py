"""The forms of DER (X.690) that the authority writes."""

from datetime import datetime
from functools import lru_cache

from auth.certificates.encoding.der import (
    BIT_STRING,
    BOOLEAN,
    GENERALIZED_TIME,
    OCTET_STRING,
    SEQUENCE,
    UTC_TIME,
    UTF8_STRING,
)
from auth.certificates.encoding.der_writing import encode, encode_integer, encode_oid

oid = lru_cache(maxsize=256)(encode_oid)
"""Cached: a few dozen are written again and again."""
integer = encode_integer

NULL = encode(0x05)
TRUE = encode(BOOLEAN, b"\xff")
_PRINTABLE_STRING, _IA5_STRING = 0x13, 0x16
_FIRST_YEAR_WITHOUT_UTC_TIME = 2050


def sequence(*members: bytes) -> bytes:
    return encode(SEQUENCE, *members)


def explicit(number: int, *contents: bytes) -> bytes:
    """The constructed tag [number]: EXPLICIT around one element, or IMPLICIT with the members of one."""
    return encode(0xA0 | number, *contents)


def octet_string(octets: bytes) -> bytes:
    return encode(OCTET_STRING, octets)


def bit_string(octets: bytes) -> bytes:
    """Of whole octets."""
    return encode(BIT_STRING, b"\x00", octets)


def named_bits(*numbers: int) -> bytes:
    """A BIT STRING of named bits, without trailing zero bits (11.2.2)."""
    size = max(numbers) + 1
    unused = -size % 8
    value = sum(1 << (size - 1 - number) for number in numbers) << unused
    return encode(BIT_STRING, bytes((unused,)), value.to_bytes((size + unused) // 8, "big"))


def utf8(text: str) -> bytes:
    return encode(UTF8_STRING, text.encode())


def printable(text: str) -> bytes:
    return encode(_PRINTABLE_STRING, text.encode("ascii"))


def ia5(text: str) -> bytes:
    return encode(_IA5_STRING, text.encode("ascii"))


def time(moment: datetime) -> bytes:
    """In UTC, to the second: UTCTime before 2050, then GeneralizedTime (RFC 5280, 4.1.2.5)."""
    if moment.year < _FIRST_YEAR_WITHOUT_UTC_TIME:
        return encode(UTC_TIME, f"{moment:%y%m%d%H%M%S}Z".encode())
    return generalized_time(moment)


def generalized_time(moment: datetime, tag: int = GENERALIZED_TIME) -> bytes:
    return encode(tag, f"{moment:%Y%m%d%H%M%S}Z".encode())


def algorithm(dotted: str, parameters: bytes = NULL) -> bytes:
    """An AlgorithmIdentifier (RFC 5280, 4.1.1.2)."""
    return sequence(oid(dotted), parameters)
