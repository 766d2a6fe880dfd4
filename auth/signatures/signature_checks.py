"""The checks of the signature itself; those of its certificate come after them."""

from collections.abc import Iterator
from hmac import compare_digest

from auth.certificates.algorithms import DIGESTS, Signed, digest_fault, signature_fault
from auth.certificates.certificate import Certificate
from auth.certificates.checks import Check, failed, judged, passed
from auth.certificates.codes import Code
from auth.certificates.encoding.names import same_name
from auth.certificates.extensions import KeyUsage
from auth.signatures.attributes import CertificateId
from auth.signatures.case import SignatureCase


def signature_checks(case: SignatureCase, content: bytes, *, cades: bool) -> Iterator[Check]:
    """RFC 5652, 5.4 and 5.6. With `cades` the signed attributes are required, the signing certificate among them.

    CAdES requires both (ETSI EN 319 122-1, 6.3); CMS alone does not.
    """
    attributes, digest = case.signer.attributes, case.signer.digest
    yield judged("digest", digest_fault(digest), algorithm=digest)
    if attributes is None and not cades:
        yield from _checks_without_attributes(case, content)
        return
    if attributes is None or attributes.content_type != case.content_type or attributes.message_digest is None:
        yield failed("attributes", Code.NOT_CADES)
        return
    if not attributes.has_one_time_at_most:
        yield failed("attributes", Code.NOT_CADES)
        return
    yield passed("attributes")
    yield check_content(case, attributes.message_digest, content)
    yield check_signature(case, attributes.signed)
    if cades or attributes.signing_certificate:
        yield check_signing_certificate(case.certificate, attributes.signing_certificate)


def check_key_usage(certificate: Certificate) -> Check:
    """For a profile without required usages: a key usage extension must allow signing (RFC 5280, 4.2.1.3)."""
    allowed = certificate.extensions.allows(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION)
    return judged("key_usage", None if allowed else Code.WRONG_ROLE)


def _checks_without_attributes(case: SignatureCase, content: bytes) -> Iterator[Check]:
    """The signature covers the content itself, so another content cannot be told from a broken signature."""
    differs = case.attached is not None and case.attached != content
    yield judged("content", Code.ATTACHED_DIFFERS if differs else None)
    yield check_signature(case, content)


def check_content(case: SignatureCase, message_digest: bytes, content: bytes) -> Check:
    digest = DIGESTS[case.signer.digest](content)
    if case.attached is not None and case.attached != content:
        return failed("content", Code.ATTACHED_DIFFERS)
    if not compare_digest(message_digest, digest):
        return failed("content", Code.OTHER_DOCUMENT)
    return passed("content", digest=digest.hex())


def check_signature(case: SignatureCase, message: bytes) -> Check:
    signer = case.signer
    signed = Signed(message, signer.signature, signer.algorithm, signer.digest)
    return judged("signature", signature_fault(case.certificate.public_key, signed), algorithm=signer.algorithm.oid)


def check_signing_certificate(certificate: Certificate, named: CertificateId | None) -> Check:
    """RFC 5035, 5.4. Without it the signer's certificate could be replaced by another with the same key."""
    if named is None:
        return failed("signing_certificate", Code.NOT_CADES)
    if fault := digest_fault(named.digest):
        return failed("signing_certificate", fault)
    same = compare_digest(named.value, DIGESTS[named.digest](certificate.der)) and _same_issuer(certificate, named)
    return judged("signing_certificate", None if same else Code.NOT_CADES)


def _same_issuer(certificate: Certificate, named: CertificateId) -> bool:
    if named.issuer is None:
        return True
    return named.serial == certificate.serial and same_name(named.issuer, certificate.issuer)
