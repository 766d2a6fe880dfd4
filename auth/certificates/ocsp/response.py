"""Parse an OCSPResponse (RFC 6960, 4.2.1). No library reads one that is signed with GOST."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, IntEnum
from itertools import islice

from auth.certificates.algorithms import Signed, read_algorithm
from auth.certificates.encoding.der import (
    ENUMERATED,
    GENERALIZED_TIME,
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    DerError,
    Element,
    Fields,
    bits,
    integer,
    moment,
    oid,
    read_only,
)
from auth.certificates.extensions import read_extension
from auth.certificates.ocsp.cert_id import CertId
from auth.certificates.ocsp.faults import OcspFault
from auth.certificates.ocsp.request import NONCE
from auth.certificates.revocation import Reason

_LARGEST = 1024 * 1024
_BASIC = "1.3.6.1.5.5.7.48.1.1"
_EXPLICIT_0, _EXPLICIT_1, _BY_NAME, _BY_KEY = 0xA0, 0xA1, 0xA1, 0xA2
_GOOD, _REVOKED, _UNKNOWN = 0x80, 0xA1, 0x82
_MOST_SINGLE_RESPONSES, _MOST_CERTIFICATES, _MOST_EXTENSIONS = 64, 8, 16


class ResponseStatus(IntEnum):
    """RFC 6960, 4.2.1. Only a successful response is signed."""

    SUCCESSFUL = 0
    MALFORMED_REQUEST = 1
    INTERNAL_ERROR = 2
    TRY_LATER = 3
    SIG_REQUIRED = 5
    UNAUTHORIZED = 6


_SILENT: dict[int, OcspFault] = {
    ResponseStatus.INTERNAL_ERROR: OcspFault.INTERNAL_ERROR,
    ResponseStatus.TRY_LATER: OcspFault.TRY_LATER,
}


class CertStatus(Enum):
    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SingleResponse:
    """`revoked_at`: None unless the status is REVOKED. `unprocessed`: critical extensions that are not processed."""

    cert_id: CertId
    status: CertStatus
    revoked_at: datetime | None
    reason: Reason
    this_update: datetime
    next_update: datetime | None
    unprocessed: frozenset[str]


@dataclass(frozen=True, slots=True)
class BasicResponse:
    """The responder ID is either a Name in DER or the hash of a key."""

    signed: Signed = field(repr=False)
    responder_name: bytes | None
    responder_key: bytes | None
    produced_at: datetime
    single_responses: tuple[SingleResponse, ...]
    nonce: bytes | None
    unprocessed: frozenset[str]
    certificates: tuple[bytes, ...]


def read_response(der: bytes) -> BasicResponse | OcspFault:
    if len(der) > _LARGEST:
        return OcspFault.TOO_LARGE
    try:
        return _response(der)
    except (ValueError, OverflowError):
        return OcspFault.MALFORMED


def _response(der: bytes) -> BasicResponse | OcspFault:
    fields = Fields(read_only(der, SEQUENCE))
    status, explicit = integer(fields.take(ENUMERATED)), fields.take_if(_EXPLICIT_0)
    fields.end()
    if status != ResponseStatus.SUCCESSFUL:
        return _SILENT.get(status, OcspFault.REFUSED)
    if explicit is None:
        raise DerError
    of_type = Fields(read_only(explicit.body, SEQUENCE))
    kind, response = oid(of_type.take(OBJECT_IDENTIFIER)), of_type.take(OCTET_STRING)
    of_type.end()
    if kind != _BASIC:
        raise DerError
    return _basic(read_only(response.body, SEQUENCE))


def _basic(element: Element) -> BasicResponse:
    fields = Fields(element)
    data, algorithm, signature = (fields.take(SEQUENCE), read_algorithm(fields.take(SEQUENCE)), bits(fields.take()))
    enclosed = fields.take_if(_EXPLICIT_0)
    fields.end()
    of_data = Fields(data)
    if version := of_data.take_if(_EXPLICIT_0):
        _be_first_version(version)
    name, key = _responder(of_data.take(_BY_NAME, _BY_KEY))
    produced_at = moment(of_data.take(GENERALIZED_TIME))
    singles = tuple(map(_single, _few(of_data.take(SEQUENCE), _MOST_SINGLE_RESPONSES)))
    extensions = _extensions(of_data.take_if(_EXPLICIT_1))
    of_data.end()
    return BasicResponse(
        signed=Signed(data.raw, signature, algorithm),
        responder_name=name,
        responder_key=key,
        produced_at=produced_at,
        single_responses=singles,
        nonce=_nonce(extensions),
        unprocessed=_critical(extensions) - {NONCE},
        certificates=_certificates(enclosed),
    )


def _be_first_version(explicit: Element) -> None:
    if integer(read_only(explicit.body, INTEGER)) != 0:
        raise DerError


def _responder(element: Element) -> tuple[bytes | None, bytes | None]:
    """Both forms are explicit."""
    if element.tag == _BY_NAME:
        return read_only(element.body, SEQUENCE).raw, None
    return None, read_only(element.body, OCTET_STRING).body


def _single(element: Element) -> SingleResponse:
    fields = Fields(element)
    cert_id, status = CertId.read(fields.take(SEQUENCE)), fields.take(_GOOD, _REVOKED, _UNKNOWN)
    this_update, next_update = moment(fields.take(GENERALIZED_TIME)), fields.take_if(_EXPLICIT_0)
    extensions = _extensions(fields.take_if(_EXPLICIT_1))
    fields.end()
    kind, revoked_at, reason = _status(status)
    return SingleResponse(
        cert_id=cert_id,
        status=kind,
        revoked_at=revoked_at,
        reason=reason,
        this_update=this_update,
        next_update=moment(read_only(next_update.body, GENERALIZED_TIME)) if next_update else None,
        unprocessed=_critical(extensions),
    )


def _status(element: Element) -> tuple[CertStatus, datetime | None, Reason]:
    if element.tag != _REVOKED:
        if element.body:
            raise DerError
        return CertStatus.GOOD if element.tag == _GOOD else CertStatus.UNKNOWN, None, Reason.UNSPECIFIED
    fields = Fields(element)
    revoked_at, given = moment(fields.take(GENERALIZED_TIME)), fields.take_if(_EXPLICIT_0)
    fields.end()
    reason = Reason(integer(read_only(given.body, ENUMERATED))) if given else Reason.UNSPECIFIED
    if reason is Reason.REMOVE_FROM_CRL:
        raise DerError  # of delta lists alone (RFC 5280, 5.3.1)
    return CertStatus.REVOKED, revoked_at, reason


def _extensions(explicit: Element | None) -> dict[str, tuple[bool, bytes]]:
    """By OID: whether it is critical, and its value."""
    if explicit is None:
        return {}
    read = [read_extension(each) for each in _few(read_only(explicit.body, SEQUENCE), _MOST_EXTENSIONS)]
    found = {name: (critical, value) for name, critical, value in read}
    if len(found) != len(read):
        raise DerError
    return found


def _critical(extensions: dict[str, tuple[bool, bytes]]) -> frozenset[str]:
    return frozenset(name for name, (critical, _) in extensions.items() if critical)


def _nonce(extensions: dict[str, tuple[bool, bytes]]) -> bytes | None:
    if NONCE not in extensions:
        return None
    return read_only(extensions[NONCE][1], OCTET_STRING).body


def _certificates(explicit: Element | None) -> tuple[bytes, ...]:
    if explicit is None:
        return ()
    return tuple(child.raw for child in _few(read_only(explicit.body, SEQUENCE), _MOST_CERTIFICATES))


def _few(element: Element, most: int) -> Iterator[Element]:
    """The members of `element`. Raises DerError for more than `most`, which no honest responder sends."""
    for place, child in enumerate(islice(element.children(), most + 1)):
        if place == most:
            raise DerError
        yield child
