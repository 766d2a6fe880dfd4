"""Parse TSTInfo, the content of a token (RFC 3161, 2.4.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from auth.certificates.algorithms import read_algorithm
from auth.certificates.encoding.der import (
    BOOLEAN,
    GENERALIZED_TIME,
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    DerError,
    Element,
    Fields,
    integer,
    moment_of,
    oid,
    read_only,
)
from auth.certificates.extensions import read_extension

TST_INFO = "1.2.840.113549.1.9.16.1.4"
_TSA, _EXTENSIONS, _DIRECTORY_NAME, _MILLIS, _MICROS = 0xA0, 0xA1, 0xA4, 0x80, 0x81
_LARGEST, _LONGEST_NUMBER, _LONGEST_FRACTION = 64 * 1024, 64, 12


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """`authority`: the TSA's Name; None when the token has none. `critical`: OIDs of critical extensions."""

    policy: str
    digest: str
    imprint: bytes
    serial: int
    gen_time: datetime
    accuracy: timedelta | None
    nonce: int | None
    authority: bytes | None
    critical: frozenset[str]


def read_token_info(der: bytes) -> TokenInfo | None:
    """None when the octets are not one TSTInfo of version 1."""
    try:
        return _token_info(der) if len(der) <= _LARGEST else None
    except (ValueError, OverflowError):
        return None


def _token_info(der: bytes) -> TokenInfo:
    fields = Fields(read_only(der, SEQUENCE))
    if _number(fields.take(INTEGER)) != 1:
        raise DerError
    policy, imprint = oid(fields.take(OBJECT_IDENTIFIER)), Fields(fields.take(SEQUENCE))
    serial, gen_time = _number(fields.take(INTEGER)), _gen_time(fields.take(GENERALIZED_TIME))
    accuracy = fields.take_if(SEQUENCE)
    fields.take_if(BOOLEAN)
    nonce, authority, extensions = fields.take_if(INTEGER), fields.take_if(_TSA), fields.take_if(_EXTENSIONS)
    fields.end()
    digest, value = read_algorithm(imprint.take(SEQUENCE)).oid, imprint.take(OCTET_STRING).body
    imprint.end()
    return TokenInfo(
        policy=policy,
        digest=digest,
        imprint=value,
        serial=serial,
        gen_time=gen_time,
        accuracy=_accuracy(accuracy) if accuracy else None,
        nonce=_number(nonce) if nonce else None,
        authority=_name(authority) if authority else None,
        critical=_critical(extensions) if extensions else frozenset(),
    )


def _number(element: Element) -> int:
    """Raises DerError for more than 64 octets. Serial numbers have up to 160 bits; nonces are as long as sent."""
    if len(element.body) > _LONGEST_NUMBER:
        raise DerError
    return integer(element)


def _gen_time(element: Element) -> datetime:
    """A fraction of a second is optional; digits below a microsecond are dropped."""
    whole, _, fraction = element.body.removesuffix(b"Z").partition(b".")
    found = moment_of(element.tag, whole + element.body[-1:])
    if b"." not in element.body:
        return found
    if not fraction.isdigit() or len(fraction) > _LONGEST_FRACTION:
        raise DerError
    return found + timedelta(microseconds=int(fraction[:6].ljust(6, b"0")))


def _accuracy(element: Element) -> timedelta:
    fields = Fields(element)
    parts = [fields.take_if(tag) for tag in (INTEGER, _MILLIS, _MICROS)]
    fields.end()
    seconds, millis, micros = (int.from_bytes(part.body, "big") if part else 0 for part in parts)
    return timedelta(seconds=seconds, milliseconds=millis, microseconds=micros)


def _name(explicit: Element) -> bytes | None:
    """The Name of a directoryName; None for other forms, which cannot be compared with a subject."""
    name = read_only(explicit.body)
    return name.body if name.tag == _DIRECTORY_NAME else None


def _critical(implicit: Element) -> frozenset[str]:
    read = [read_extension(extension) for extension in implicit.children()]
    return frozenset(name for name, critical, _ in read if critical)
