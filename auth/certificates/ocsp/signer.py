"""The signer of a response, who must be the issuer or its delegate (RFC 6960, 4.2.2.2)."""

from collections.abc import Iterator
from datetime import datetime

from auth.certificates.algorithms import signature_fault
from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.encoding.names import same_name
from auth.certificates.extensions import KeyUsage
from auth.certificates.ocsp.cert_id import key_octets, sha1
from auth.certificates.ocsp.faults import OcspFault
from auth.certificates.ocsp.response import BasicResponse
from auth.certificates.profiles import OCSP_RESPONDER
from auth.certificates.revocation import NotRevoked, RevocationSource

NO_CHECK = "1.3.6.1.5.5.7.48.1.5"


def find_signer(
    response: BasicResponse, issuer: Certificate, lists: RevocationSource, at: datetime
) -> Certificate | OcspFault:
    """The signer's certificate, if it may sign for `issuer` at the moment `at`; else the fault."""
    fault = OcspFault.UNKNOWN_SIGNER
    for candidate in _named(response, issuer):
        found = _signer_fault(candidate, response, issuer, lists, at)
        if found is None:
            return candidate
        fault = found
    return fault


def _named(response: BasicResponse, issuer: Certificate) -> Iterator[Certificate]:
    """The certificates that the responder ID identifies. The issuer's own need not be enclosed."""
    enclosed = (read_certificate(der) for der in response.certificates if der != issuer.der)
    for candidate in (issuer, *enclosed):
        if candidate is not None and _is_named(candidate, response):
            yield candidate


def _is_named(candidate: Certificate, response: BasicResponse) -> bool:
    if response.responder_name is not None:
        return same_name(response.responder_name, candidate.subject)
    return response.responder_key == sha1(key_octets(candidate))


def _signer_fault(
    candidate: Certificate, response: BasicResponse, issuer: Certificate, lists: RevocationSource, at: datetime
) -> OcspFault | None:
    if (candidate.subject, candidate.public_key) != (issuer.subject, issuer.public_key):
        fault = _delegate_fault(candidate, issuer, lists, at)
        if fault:
            return fault
    return OcspFault.SIGNATURE if signature_fault(candidate.public_key, response.signed) else None


def _delegate_fault(
    delegate: Certificate, issuer: Certificate, lists: RevocationSource, at: datetime
) -> OcspFault | None:
    """Without id-pkix-ocsp-nocheck the delegate's own revocation is checked (RFC 6960, 4.2.2.2.1)."""
    if not _is_delegated(delegate, issuer):
        return OcspFault.NOT_DELEGATED
    if not delegate.is_valid_at(at):
        return OcspFault.DELEGATE_EXPIRED
    if NO_CHECK in delegate.extensions.values or isinstance(lists.look_up(delegate, issuer, at), NotRevoked):
        return None
    return OcspFault.DELEGATE_REVOKED


def _is_delegated(delegate: Certificate, issuer: Certificate) -> bool:
    found = delegate.extensions
    return (
        same_name(delegate.issuer, issuer.subject)
        and OCSP_RESPONDER.purpose_fault(found) is None
        and not found.unprocessed - {NO_CHECK}
        and found.allows(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION)
        and signature_fault(issuer.public_key, delegate.signed) is None
    )
