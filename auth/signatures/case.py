"""A parsed signature: its one signer, their certificate, and what is enclosed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NewType

from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.codes import Code
from auth.certificates.encoding.names import same_name
from auth.signatures.cms import DATA, SignerId, SignerInfo, read_signed_data

MOST_OCTETS = 1 << 20
"""The most octets of a detached signature."""
MOST_ATTACHED = 1 << 24
NO_SIGNATURE = frozenset({Code.TOO_LARGE, Code.NOT_A_SIGNATURE, Code.NO_SIGNER})
"""Said of octets in which nobody has signed anything. All other codes are of a signature that is not valid."""

Cms = NewType("Cms", bytes)
"""Octets with somebody's signature in them, valid or not."""


@dataclass(frozen=True, slots=True)
class SignatureCase:
    """`enclosed`: the certificates in the signature, in DER. `attached`: the content, if it is inside; else None."""

    signer: SignerInfo
    certificate: Certificate
    enclosed: tuple[bytes, ...]
    attached: bytes | None
    content_type: str = DATA


def open_signature(cms: bytes, content_type: str = DATA, most: int = MOST_OCTETS) -> SignatureCase | Code:
    """The parsed signature, or why it cannot be judged. `most`: the most octets allowed."""
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


def as_cms(octets: bytes) -> Cms | Code:
    """The octets, if there is a signature to judge in them; otherwise a code of NO_SIGNATURE."""
    opened = open_signature(octets)
    return opened if isinstance(opened, Code) and opened in NO_SIGNATURE else Cms(octets)


def _likeliest_first(certificates: Iterable[bytes], signer: SignerId) -> list[bytes]:
    """Certificates that contain the signer's serial number or key identifier first: parsing one is costly."""
    return sorted(certificates, key=lambda der: signer.octets not in der)


def _is_of(signer: SignerId, certificate: Certificate) -> bool:
    if signer.issuer is None:
        return signer.key_identifier == certificate.extensions.subject_key_identifier
    return signer.serial == certificate.serial and same_name(signer.issuer, certificate.issuer)
