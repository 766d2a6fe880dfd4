"""An OCSP responder (RFC 6960): requests and responses in DER."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from auth.certificates.algorithms import read_algorithm
from auth.certificates.encoding.der import (
    ENUMERATED,
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    Element,
    Fields,
    integer,
    octets,
    read_only,
)
from auth.certificates.encoding.der_writing import encode
from auth.certificates.extensions import read_extension
from auth.certificates.lists.crl import CrlEntry
from auth.certificates.revocation import Reason
from portal.simulators.authority import der_forms
from portal.simulators.authority.der_forms import explicit, generalized_time, octet_string, sequence
from portal.simulators.authority.extensions import extension
from portal.simulators.authority.issuing import Issuer
from portal.simulators.authority.keys import (
    key_identifier,
    public_key_bits,
    public_key_info,
    sign_message,
    signature_algorithm,
)

MALFORMED, INTERNAL_ERROR = 1, 2
_BASIC, NONCE = "1.3.6.1.5.5.7.48.1.1", "1.3.6.1.5.5.7.48.1.2"
_DIGESTS = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_FRESH_FOR = timedelta(hours=1)
_GOOD, _UNKNOWN = encode(0x80), encode(0x82)


class RequestedCertificate(NamedTuple):
    """A requested certificate (CertID, 4.1.1): digests of its issuer's name and key, and its serial number."""

    algorithm: Element
    name: bytes
    key: bytes
    serial: int


class OcspRequest(NamedTuple):
    asked: tuple[RequestedCertificate, ...]
    nonce: bytes | None


@dataclass(frozen=True, slots=True)
class Duty:
    """An issuer, and who signs responses about its certificates: the issuer or its delegate."""

    issuer: Issuer
    signer: Issuer


@dataclass(frozen=True, slots=True)
class Answering:
    """`revocation`: the entry of a serial number, if revoked. The other fields switch faults on."""

    duties: Sequence[Duty]
    revocation: Callable[[int], CrlEntry | None]
    signer: Issuer | None = None
    knows: bool = True
    about: int = 0
    """Added to the requested serial number."""

    def answer(self, der: bytes, now: datetime, until: datetime | None = None) -> bytes:
        """An OCSPResponse in DER; never an exception."""
        try:
            request = read_ocsp_request(der)
        except (ValueError, OverflowError):
            return refusal(MALFORMED)
        duty = next((duty for one in request.asked for duty in self.duties if _is_of(one, duty.issuer)), None)
        signer = self.signer or (duty or self.duties[0]).signer
        answers = [self._single(one, now, until or now + _FRESH_FOR) for one in request.asked]
        return _successful(sequence(*answers), request.nonce, signer, now)

    def _single(self, asked: RequestedCertificate, now: datetime, until: datetime) -> bytes:
        known = self.knows and any(_is_of(asked, duty.issuer) for duty in self.duties)
        status = _status(self.revocation(asked.serial)) if known else _UNKNOWN
        return sequence(
            sequence(
                asked.algorithm.raw,
                octet_string(asked.name),
                octet_string(asked.key),
                der_forms.integer(asked.serial + self.about),
            ),
            status,
            generalized_time(now),
            explicit(0, generalized_time(until)),
        )


def read_ocsp_request(der: bytes) -> OcspRequest:
    """Raises ValueError."""
    tbs = Fields(Fields(read_only(der, SEQUENCE)).take(SEQUENCE))
    tbs.take_if(0xA0)
    tbs.take_if(0xA1)
    asked = tuple(_cert_id(Fields(one).take(SEQUENCE)) for one in tbs.take(SEQUENCE).children())
    extensions = tbs.take_if(0xA2)
    found = map(read_extension, read_only(extensions.body, SEQUENCE).children()) if extensions else ()
    return OcspRequest(asked, next((value for kind, _, value in found if kind == NONCE), None))


def refusal(status: int) -> bytes:
    """A response with an error status (4.2.1)."""
    return sequence(der_forms.integer(status, ENUMERATED))


def _cert_id(element: Element) -> RequestedCertificate:
    fields = Fields(element)
    algorithm = fields.take(SEQUENCE)
    return RequestedCertificate(
        algorithm,
        octets(fields.take(OCTET_STRING)),
        octets(fields.take(OCTET_STRING)),
        integer(fields.take(INTEGER)),
    )


def _is_of(asked: RequestedCertificate, issuer: Issuer) -> bool:
    digest = _DIGESTS.get(read_algorithm(asked.algorithm).oid)
    if digest is None:
        return False
    parts = (issuer.name, public_key_bits(public_key_info(issuer.key)))
    return (asked.name, asked.key) == tuple(hashlib.new(digest, part).digest() for part in parts)


def _status(entry: CrlEntry | None) -> bytes:
    if entry is None:
        return _GOOD
    reason = b""
    if entry.reason is not Reason.UNSPECIFIED:
        reason = explicit(0, der_forms.integer(entry.reason, ENUMERATED))
    return explicit(1, generalized_time(entry.revoked_at), reason)


def _successful(answers: bytes, nonce: bytes | None, signer: Issuer, now: datetime) -> bytes:
    tbs = sequence(
        explicit(2, octet_string(key_identifier(public_key_info(signer.key)))),
        generalized_time(now),
        answers,
        explicit(1, sequence(extension(NONCE, nonce))) if nonce is not None else b"",
    )
    basic = sequence(
        tbs,
        signature_algorithm(signer.key),
        der_forms.bit_string(sign_message(signer.key, tbs)),
        explicit(0, sequence(signer.certificate)),
    )
    response = sequence(der_forms.oid(_BASIC), octet_string(basic))
    return sequence(der_forms.integer(0, ENUMERATED), explicit(0, response))
