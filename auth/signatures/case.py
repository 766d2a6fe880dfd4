"""A signature opened: the one who signed, with their certificate and what came with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.codes import Code
from auth.certificates.encoding.names import same_name
from auth.signatures.cms import DATA, SignerId, SignerInfo, read_signed_data

MOST_OCTETS = 1 << 20
"""Of a detached signature."""
MOST_ATTACHED = 1 << 24


@dataclass(frozen=True, slots=True)
class SignatureCase:
    """`enclosed`: the certificates that came along, in DER. `attached`: the content, where it is inside."""

    signer: SignerInfo
    certificate: Certificate
    enclosed: tuple[bytes, ...]
    attached: bytes | None
    content_type: str = DATA


def open_signature(cms: bytes, content_type: str = DATA, most: int = MOST_OCTETS) -> SignatureCase | Code:
    """The case, or why there is none to be judged. `most`: the octets that it may have."""
    if len(cms) > most:
        return Code.TOO_LARGE
    signed = read_signed_data(cms, content_type)
    if signed is None:
        return Code.NOT_A_SIGNATURE
    if len(signed.signers) != 1:
        return Code.SEVERAL_SIGNERS if signed.signers else Code.NO_SIGNER
    signer = signed.signers[0]
    for der in _likeliest_first(signed.certificates, signer.signer):
        certificate = read_certificate(der)
        if certificate and _is_of(signer.signer, certificate):
            return SignatureCase(signer, certificate, signed.certificates, signed.content, content_type)
    return Code.NO_CERTIFICATE


def _likeliest_first(certificates: Iterable[bytes], signer: SignerId) -> list[bytes]:
    """Reading a certificate is dear; the octets that name it are in the signer's own."""
    return sorted(certificates, key=lambda der: signer.octets not in der)


def _is_of(signer: SignerId, certificate: Certificate) -> bool:
    if signer.issuer is None:
        return signer.key_identifier == certificate.extensions.subject_key_identifier
    return signer.serial == certificate.serial and same_name(signer.issuer, certificate.issuer)
