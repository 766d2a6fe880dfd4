"""A certificate revocation list (RFC 5280, 5), read by walking its DER.

The general libraries refuse the national authority's lists (their two AlgorithmIdentifiers differ in a NULL),
and need seconds and gigabytes for a list of its size.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from auth.certificates.algorithms import Signed, read_algorithm, read_signed
from auth.certificates.der import (
    GENERALIZED_TIME,
    INTEGER,
    SEQUENCE,
    UTC_TIME,
    DerError,
    Element,
    integer,
    moment,
    moment_of,
    read_header,
    read_only,
)
from auth.certificates.extensions import read_extension

_CRL_NUMBER, _REASON_CODE = "2.5.29.20", "2.5.29.21"
_TIMES = (UTC_TIME, GENERALIZED_TIME)


class Reason(IntEnum):
    """CRLReason (RFC 5280, 5.3.1)."""

    UNSPECIFIED = 0
    KEY_COMPROMISE = 1
    CA_COMPROMISE = 2
    AFFILIATION_CHANGED = 3
    SUPERSEDED = 4
    CESSATION_OF_OPERATION = 5
    CERTIFICATE_HOLD = 6
    REMOVE_FROM_CRL = 8
    PRIVILEGE_WITHDRAWN = 9
    AA_COMPROMISE = 10


class Entry(NamedTuple):
    """One revoked certificate."""

    serial: int
    revoked_at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class RevocationList:
    """`unprocessed`: critical extensions, all of which change what the list covers (5.2.4, 5.2.5)."""

    signed: Signed = field(repr=False)
    issuer: bytes = field(repr=False)
    this_update: datetime
    next_update: datetime
    number: int
    unprocessed: frozenset[str]
    _revoked: bytes = field(repr=False)

    def entries(self) -> Iterator[Entry]:
        """Raises DerError at an entry that cannot be read, or that has a critical extension."""
        at = 0
        while at < len(self._revoked):
            tag, start, end = read_header(self._revoked, at)
            if tag != SEQUENCE or end < start:
                raise DerError
            yield _entry(self._revoked, start, end)
            at = end


def read_crl(der: bytes) -> RevocationList | None:
    """None when the bytes are no list, or one without number or nextUpdate (5.1.2.5, 5.2.3)."""
    try:
        return _revocation_list(der)
    except (ValueError, OverflowError):
        return None


def _revocation_list(der: bytes) -> RevocationList:
    signed, fields = read_signed(der)
    fields.take_if(INTEGER)
    if read_algorithm(fields.take(SEQUENCE)).oid != signed.algorithm.oid:
        raise DerError
    issuer, this_update, next_update = (
        fields.take(SEQUENCE),
        moment(fields.take()),
        moment(fields.take(*_TIMES)),
    )
    revoked = fields.take_if(SEQUENCE)
    number, unprocessed = _extensions(fields.take(0xA0))
    fields.end()
    return RevocationList(
        signed=signed,
        issuer=issuer.raw,
        this_update=this_update,
        next_update=next_update,
        number=number,
        unprocessed=unprocessed,
        _revoked=revoked.body if revoked else b"",
    )


def _extensions(explicit: Element) -> tuple[int, frozenset[str]]:
    number, critical = None, set()
    for extension in read_only(explicit.body, SEQUENCE).children():
        name, is_critical, value = read_extension(extension)
        if name == _CRL_NUMBER:
            number = integer(read_only(value, INTEGER))
        elif is_critical:
            critical.add(name)
    if number is None:
        raise DerError
    return number, frozenset(critical)


def _entry(data: bytes, at: int, end: int) -> Entry:
    """By offsets: a national list has hundreds of thousands of these."""
    tag, start, serial_end = read_header(data, at)
    time_tag, time_start, time_end = read_header(data, serial_end)
    if tag != INTEGER or not at < serial_end < time_end <= end:
        raise DerError
    return Entry(
        int.from_bytes(data[start:serial_end], "big", signed=True),
        moment_of(time_tag, data[time_start:time_end]),
        _reason(data[time_end:end]) if time_end < end else Reason.UNSPECIFIED,
    )


@lru_cache(maxsize=64)
def _reason(extensions: bytes) -> Reason:
    """Most entries of a list have one of a few extensions, to the byte."""
    reason = Reason.UNSPECIFIED
    for extension in read_only(extensions, SEQUENCE).children():
        name, is_critical, value = read_extension(extension)
        if name == _REASON_CODE:
            reason = Reason(integer(read_only(value)))
        elif is_critical:
            raise DerError
    return reason
