"""A certificate revocation list (RFC 5280, 5), read by walking its DER.

The general libraries refuse the national authority's lists (their two AlgorithmIdentifiers differ in a NULL),
and need seconds and gigabytes for a list of its size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from auth.certificates.algorithms import Signed, read_algorithm, read_signed
from auth.certificates.encoding.der import (
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
from auth.certificates.lists.distribution import (
    GeneralNames,
    IssuingDistributionPoint,
    general_names,
    issuing_distribution_point,
)
from auth.certificates.revocation import Reason

_CRL_NUMBER, _REASON_CODE, _DELTA_INDICATOR = "2.5.29.20", "2.5.29.21", "2.5.29.27"
_DISTRIBUTION_POINT, _CERTIFICATE_ISSUER, _AUTHORITY_KEY = "2.5.29.28", "2.5.29.29", "2.5.29.35"
_PROCESSED = {_CRL_NUMBER, _DELTA_INDICATOR, _DISTRIBUTION_POINT, _AUTHORITY_KEY}
_LONGEST_NUMBER = 21  # 20 octets (5.2.3) and a sign
_TIMES = (UTC_TIME, GENERALIZED_TIME)
_VERSION_2 = 1


class CrlEntry(NamedTuple):
    """One revoked certificate."""

    serial: int
    revoked_at: datetime
    reason: Reason
    certificate_issuer: GeneralNames | None = None
    """In an indirect list: the certificate's issuer, where it is not the issuer of the list (5.3.3)."""


@dataclass(frozen=True, slots=True)
class RevocationList:
    """`base_number`: the number of the complete list that this delta changes (5.2.4); None in a complete list.

    `unprocessed`: critical extensions that are not processed here. `revoked`: the entries in DER, unread.
    """

    signed: Signed = field(repr=False)
    issuer: bytes = field(repr=False)
    this_update: datetime
    next_update: datetime
    number: int
    base_number: int | None
    covers: IssuingDistributionPoint | None
    authority_key: bytes | None = field(repr=False)
    unprocessed: frozenset[str]
    revoked: bytes = field(repr=False)

    def entries(self) -> Iterator[CrlEntry]:
        """Raises DerError at an entry that cannot be read, or that has a critical extension."""
        at, indirect, issuer = 0, self.covers is not None and self.covers.indirect, None
        while at < len(self.revoked):
            tag, start, end = read_header(self.revoked, at)
            if tag != SEQUENCE or end < start:
                raise DerError
            entry = read_entry(self.revoked, start, end)
            if entry.certificate_issuer is not None and not indirect:
                raise DerError
            issuer = entry.certificate_issuer or issuer
            yield entry if issuer is None else entry._replace(certificate_issuer=issuer)
            at = end


def strictest(entries: Sequence[CrlEntry]) -> CrlEntry | None:
    """Of one certificate's entries in a list: the earliest. removeFromCRL counts only when there is no other."""
    if len(entries) < 2:
        return entries[0] if entries else None
    return min(entries, key=lambda entry: (entry.reason is Reason.REMOVE_FROM_CRL, entry.revoked_at))


def read_crl(der: bytes) -> RevocationList | None:
    """None when the bytes are not one list with a number and a nextUpdate (5.1.2.5, 5.2.3)."""
    try:
        return _revocation_list(der)
    except (ValueError, OverflowError):
        return None


def _revocation_list(der: bytes) -> RevocationList:
    signed, fields = read_signed(der)
    if integer(fields.take(INTEGER)) != _VERSION_2:
        raise DerError
    if read_algorithm(fields.take(SEQUENCE)).oid != signed.algorithm.oid:
        raise DerError
    issuer, this_update, next_update = (
        fields.take(SEQUENCE),
        moment(fields.take()),
        moment(fields.take(*_TIMES)),
    )
    revoked = fields.take_if(SEQUENCE)
    extensions = _extensions(fields.take(0xA0))
    fields.end()
    number, base_number = (_number(extensions, name) for name in (_CRL_NUMBER, _DELTA_INDICATOR))
    if number is None:
        raise DerError
    covers = extensions.get(_DISTRIBUTION_POINT)
    return RevocationList(
        signed=signed,
        issuer=issuer.raw,
        this_update=this_update,
        next_update=next_update,
        number=number,
        base_number=base_number,
        covers=issuing_distribution_point(covers[1], issuer.raw) if covers else None,
        authority_key=extensions[_AUTHORITY_KEY][1] if _AUTHORITY_KEY in extensions else None,
        unprocessed=frozenset(name for name, (critical, _) in extensions.items() if critical) - _PROCESSED,
        revoked=revoked.body if revoked else b"",
    )


def _extensions(explicit: Element) -> dict[str, tuple[bool, bytes]]:
    """By OID: whether it is critical, and its value."""
    found: dict[str, tuple[bool, bytes]] = {}
    for extension in read_only(explicit.body, SEQUENCE).children():
        name, is_critical, value = read_extension(extension)
        if name in found:
            raise DerError
        found[name] = (is_critical, value)
    return found


def _number(extensions: dict[str, tuple[bool, bytes]], name: str) -> int | None:
    if name not in extensions:
        return None
    number = read_only(extensions[name][1], INTEGER)
    if len(number.body) > _LONGEST_NUMBER:
        raise DerError
    return integer(number)


def read_entry(data: bytes, at: int, end: int) -> CrlEntry:
    """The entry whose contents stand at data[at:end]. Raises DerError, or another ValueError."""
    tag, start, serial_end = read_header(data, at)
    time_tag, time_start, time_end = read_header(data, serial_end)
    if tag != INTEGER or not start < serial_end < time_end <= end:
        raise DerError
    return CrlEntry(
        int.from_bytes(data[start:serial_end], "big", signed=True),
        moment_of(time_tag, data[time_start:time_end]),
        *(_entry_extensions(data[time_end:end]) if time_end < end else (Reason.UNSPECIFIED, None)),
    )


@lru_cache(maxsize=64)
def _entry_extensions(extensions: bytes) -> tuple[Reason, GeneralNames | None]:
    """Cached: most entries of a list have one of a few values, to the byte."""
    reason, issuer = Reason.UNSPECIFIED, None
    for extension in read_only(extensions, SEQUENCE).children():
        name, is_critical, value = read_extension(extension)
        if name == _REASON_CODE:
            reason = Reason(integer(read_only(value)))
        elif name == _CERTIFICATE_ISSUER:
            issuer = general_names(read_only(value, SEQUENCE))
        elif is_critical:
            raise DerError
    return reason, issuer
