"""Can the answer be believed? RFC 6960, 3.2 and 4.2.2; RFC 9654, 2.1."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from auth.certificates.certificate import Certificate
from auth.certificates.codes import Code
from auth.certificates.ocsp.cert_id import CertId
from auth.certificates.ocsp.faults import OcspFault
from auth.certificates.ocsp.response import BasicResponse, CertStatus, SingleResponse, read_response
from auth.certificates.ocsp.signer import find_signer
from auth.certificates.revocation import (
    NotRevoked,
    OnHold,
    Reason,
    Revocation,
    RevocationData,
    RevocationSource,
    Revoked,
    Unknown,
)

OLDEST = timedelta(seconds=3600)
"""An answer that was true longer ago than this is stale, whatever its nextUpdate."""
_SKEW = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class OcspQuery:
    """What was asked. `nonce` is None only where an answer that was kept is read once more."""

    certificate: Certificate
    issuer: Certificate
    nonce: bytes | None = field(repr=False)

    def cert_id(self, digest: str) -> CertId | None:
        """As a responder names it that hashes with `digest`."""
        return CertId.of(self.certificate, self.issuer, digest)


@dataclass(frozen=True, slots=True)
class AcceptedResponse:
    """A believed statement about the certificate that was asked about."""

    said: SingleResponse
    data: RevocationData

    def at(self, moment: datetime) -> Revocation:
        """As of that moment: what was revoked after it was good then. Stale at a moment long after the answer."""
        if moment > self.data.this_update + OLDEST + _SKEW:
            return Unknown(Code.REVOCATION_UNKNOWN, self.data)
        if self.said.status is CertStatus.UNKNOWN:
            return Unknown(Code.OCSP_UNKNOWN, self.data)
        if self.said.revoked_at is None or self.said.revoked_at > moment:
            return NotRevoked(self.data)
        if self.said.reason is Reason.CERTIFICATE_HOLD:
            return OnHold(self.data, self.said.revoked_at)
        return Revoked(self.data, self.said.revoked_at, self.said.reason)


def accept_response(
    der: bytes, query: OcspQuery, lists: RevocationSource, at: datetime
) -> AcceptedResponse | OcspFault:
    """Any bytes get an answer or a fault. `lists` are asked about the responder's own certificate.

    `at` is when the answer came: its times are compared with it, a minute's difference of clocks allowed.
    """
    response = read_response(der)
    if isinstance(response, OcspFault):
        return response
    try:
        return _judge(der, response, query, lists, at)
    except (ValueError, OverflowError):
        return OcspFault.MALFORMED


def _judge(
    der: bytes, response: BasicResponse, query: OcspQuery, lists: RevocationSource, at: datetime
) -> AcceptedResponse | OcspFault:
    signer = find_signer(response, query.issuer, lists, at)
    if isinstance(signer, OcspFault):
        return signer
    if query.nonce is not None and response.nonce != query.nonce:
        return OcspFault.NONCE
    said = _single(response, query)
    if said is None:
        return OcspFault.OTHER_CERTIFICATE
    if response.unprocessed or said.unprocessed:
        return OcspFault.EXTENSION
    return _time_fault(response, said, at) or AcceptedResponse(said, _data(der, response, said, signer))


def _single(response: BasicResponse, query: OcspQuery) -> SingleResponse | None:
    """The one about the certificate asked about; what is said of others does not matter."""
    found = [each for each in response.single_responses if each.cert_id == query.cert_id(each.cert_id.digest)]
    return found[0] if len(found) == 1 else None


def _time_fault(response: BasicResponse, said: SingleResponse, at: datetime) -> OcspFault | None:
    if max(response.produced_at, said.this_update) > at + _SKEW or said.this_update > response.produced_at + _SKEW:
        return OcspFault.NOT_YET
    if min(response.produced_at, said.this_update) < at - OLDEST:
        return OcspFault.STALE
    if said.next_update is not None and said.next_update < max(at - _SKEW, said.this_update):
        return OcspFault.STALE
    return None


def _data(der: bytes, response: BasicResponse, said: SingleResponse, signer: Certificate) -> RevocationData:
    detail = {
        "ocsp_produced_at": response.produced_at.isoformat(),
        "ocsp_this_update": said.this_update.isoformat(),
        "ocsp_responder": signer.sha256,
        "ocsp_sha256": hashlib.sha256(der).hexdigest(),
    }
    if said.next_update:
        detail["ocsp_next_update"] = said.next_update.isoformat()
    return RevocationData(said.this_update, detail)
