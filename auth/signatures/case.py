"""A signature opened: the one who signed, with their certificate and what came with it."""

from dataclasses import dataclass

from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.codes import Code
from auth.signatures.cms import SignerId, SignerInfo, read_signed_data

_MOST_CERTIFICATES = 16


@dataclass(frozen=True, slots=True)
class SignatureCase:
    signer: SignerInfo
    certificate: Certificate
    enclosed: tuple[bytes, ...]
    attached: bytes | None


def open_signature(cms: bytes) -> SignatureCase | Code:
    """The case, or why there is none to be judged."""
    signed = read_signed_data(cms)
    if signed is None or len(signed.certificates) > _MOST_CERTIFICATES:
        return Code.NOT_A_SIGNATURE
    if len(signed.signers) != 1:
        return Code.SEVERAL_SIGNERS if signed.signers else Code.NO_SIGNER
    for der in signed.certificates:
        certificate = read_certificate(der)
        if certificate and _is_of(signed.signers[0].signer, certificate):
            return SignatureCase(signed.signers[0], certificate, signed.certificates, signed.content)
    return Code.NO_CERTIFICATE


def _is_of(signer: SignerId, certificate: Certificate) -> bool:
    if signer.key_identifier is not None:
        return signer.key_identifier == certificate.extensions.subject_key_identifier
    return (signer.issuer, signer.serial) == (certificate.issuer, certificate.serial)
