"""Whether a response is accepted (RFC 6960, 3.2 and 4.2.2; RFC 9654, 2.1)."""

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
"""A response older than this is stale, whatever its nextUpdate."""
_SKEW = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class OcspQuery:
    """What was asked. `nonce`: None only when a stored response is read again."""

    certificate: Certificate
    issuer: Certificate
    nonce: bytes | None = field(repr=False)

    def cert_id(self, digest: str) -> CertId | None:
        """The certificate's CertID with this hash; None when the hash is not supported."""
        return CertId.of(self.certificate, self.issuer, digest)


@dataclass(frozen=True, slots=True)
class AcceptedResponse:
    """The certificate's status as an accepted response gives it."""

    said: SingleResponse
    data: RevocationData

    def at(self, moment: datetime) -> Revocation:
        """The status at `moment`: a certificate that was revoked later was good then.

        Unknown when the moment is more than OLDEST after thisUpdate.
        """
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
    """The accepted response, or the first fault; never an exception. `lists`: for the responder's own certificate.

    `at`: when the response was received. Clocks may differ by a minute.
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
    """The only SingleResponse about the certificate; responses about others are ignored."""
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
