"""The authority's revocation lists (RFC 5280, 5)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from auth.certificates.crl import Entry, Reason
from portal.simulators.authority.issuing import Issuer

VALID_FOR = timedelta(hours=24)
_REASONS = {
    Reason.KEY_COMPROMISE: x509.ReasonFlags.key_compromise,
    Reason.AFFILIATION_CHANGED: x509.ReasonFlags.affiliation_changed,
    Reason.SUPERSEDED: x509.ReasonFlags.superseded,
    Reason.CESSATION_OF_OPERATION: x509.ReasonFlags.cessation_of_operation,
    Reason.CERTIFICATE_HOLD: x509.ReasonFlags.certificate_hold,
}


def revocation_list(issuer: Issuer, listed: Iterable[Entry], number: int, now: datetime) -> bytes:
    """In DER."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.name)
        .last_update(now)
        .next_update(now + VALID_FOR)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
    )
    for entry in listed:
        builder = builder.add_revoked_certificate(_entry(entry))
    return builder.sign(issuer.key, SHA256()).public_bytes(Encoding.DER)


def _entry(listed: Entry) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder(listed.serial, listed.revoked_at)
    if listed.reason in _REASONS:
        builder = builder.add_extension(x509.CRLReason(_REASONS[listed.reason]), critical=False)
    return builder.build()
