"""A time-stamping authority (RFC 3161): requests and responses in DER."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from auth.certificates.algorithms import DIGESTS, read_algorithm
from auth.certificates.encoding.der import (
    BOOLEAN,
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    Element,
    Fields,
    integer,
    octets,
    oid,
    read_only,
)
from portal.simulators.authority import der_forms
from portal.simulators.authority.cms import KeyAndCertificate, signed_data
from portal.simulators.authority.der_forms import generalized_time, named_bits, sequence
from portal.simulators.authority.issuing import TIME_STAMP_POLICIES, Issuer
from portal.simulators.authority.keys import GOST, Family

_TST_INFO = "1.2.840.113549.1.9.16.1.4"
_GRANTED, _REJECTION = 0, 2
_BAD_ALGORITHM, _BAD_REQUEST, _BAD_DATA_FORMAT, _UNACCEPTED_POLICY = 0, 2, 5, 15
_GOST_DIGESTS = {names.digest for names in GOST.values()}
_ACCURATE_TO_SECONDS = 1


class Imprint(NamedTuple):
    """The MessageImprint to be stamped. `raw`: its encoding."""

    digest: str
    value: bytes
    raw: bytes


class TimeStampRequest(NamedTuple):
    imprint: Imprint
    policy: str | None
    nonce: int | None
    wants_certificate: bool


@dataclass(frozen=True, slots=True)
class Stamping:
    """`stampers`: by the family of the digests they stamp. `signer` and `off` switch faults on."""

    stampers: dict[Family, Issuer]
    authorities: dict[Family, Issuer]
    signer: Issuer | None = None
    off: int = 0
    """Added to the nonce; without a nonce, the token gets another imprint."""

    def answer(self, der: bytes, now: datetime) -> bytes:
        """A TimeStampResp in DER; never an exception."""
        try:
            request = read_time_stamp_request(der)
        except (ValueError, OverflowError):
            return _refusal(_BAD_REQUEST)
        if (fault := _fault(request)) is not None:
            return _refusal(fault)
        return sequence(sequence(der_forms.integer(_GRANTED)), self._token(request, now))

    def _token(self, request: TimeStampRequest, now: datetime) -> bytes:
        family = _family(request)
        stamper = self.signer or self.stampers[family]
        info = sequence(
            der_forms.integer(1),
            der_forms.oid(TIME_STAMP_POLICIES[family]),
            self._imprint(request),
            der_forms.integer(secrets.randbits(127)),
            generalized_time(now),
            sequence(der_forms.integer(_ACCURATE_TO_SECONDS)),
            der_forms.integer(request.nonce + self.off) if request.nonce is not None else b"",
        )
        certificates = [stamper.certificate, self.authorities[family].certificate]
        return signed_data(
            info,
            KeyAndCertificate(stamper.key, stamper.certificate),
            certificates if request.wants_certificate else [],
            now,
            content_type=_TST_INFO,
            enclose=True,
        )

    def _imprint(self, request: TimeStampRequest) -> bytes:
        if request.nonce is not None or not self.off:
            return request.imprint.raw
        return request.imprint.raw[:-1] + bytes((request.imprint.raw[-1] ^ 1,))


def read_time_stamp_request(der: bytes) -> TimeStampRequest:
    """Raises ValueError."""
    fields = Fields(read_only(der, SEQUENCE))
    fields.take(INTEGER)
    imprint, policy = _imprint(fields.take(SEQUENCE)), fields.take_if(OBJECT_IDENTIFIER)
    nonce, wants = fields.take_if(INTEGER), fields.take_if(BOOLEAN)
    return TimeStampRequest(
        imprint,
        oid(policy) if policy else None,
        integer(nonce) if nonce else None,
        wants is not None and wants.body != b"\x00",
    )


def _imprint(element: Element) -> Imprint:
    fields = Fields(element)
    algorithm, value = read_algorithm(fields.take(SEQUENCE)), octets(fields.take(OCTET_STRING))
    return Imprint(algorithm.oid, value, element.raw)


def _fault(request: TimeStampRequest) -> int | None:
    if request.imprint.digest not in DIGESTS:
        return _BAD_ALGORITHM
    if len(request.imprint.value) != len(DIGESTS[request.imprint.digest](b"")):
        return _BAD_DATA_FORMAT
    if request.policy not in (None, *TIME_STAMP_POLICIES.values()):
        return _UNACCEPTED_POLICY
    return None


def _family(request: TimeStampRequest) -> Family:
    """By the requested policy, else by the digest."""
    if request.policy:
        return next(family for family, policy in TIME_STAMP_POLICIES.items() if policy == request.policy)
    return Family.GOST if request.imprint.digest in _GOST_DIGESTS else Family.RSA


def _refusal(fault: int) -> bytes:
    return sequence(sequence(der_forms.integer(_REJECTION), named_bits(fault)))
