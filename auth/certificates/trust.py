"""The authorities that are trusted: configured roots, configured issuing authorities, and their CRLs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from auth.certificates.algorithms import signature_fault
from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.crl_store import CrlStore
from auth.certificates.extensions import KeyUsage
from auth.certificates.pem import is_pem, pem_blocks

CertificatePath = tuple[Certificate, ...]
"""Issuers, from a certificate's own up to the root; empty where there is none (RFC 5280, 6.1)."""


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Links between authorities are verified once; an intermediate without a path to a root is not used."""

    roots: tuple[Certificate, ...]
    intermediates: tuple[Certificate, ...]
    crls: CrlStore
    _paths: dict[Certificate, CertificatePath] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_paths", _paths(self.roots, self.intermediates))

    @classmethod
    def load(cls, roots: Iterable[Path], intermediates: Iterable[Path], crls: Path) -> Self:
        """From PEM or DER files and the folder of CRLs; ValueError names a file that holds no certificate."""
        return cls(tuple(_certificates(roots)), tuple(_certificates(intermediates)), CrlStore(crls))

    @property
    def issuers(self) -> CertificatePath:
        """Every authority whose CRL is taken."""
        return tuple(self._paths)

    def path_of(self, certificate: Certificate, enclosed: Iterable[bytes], at: datetime) -> CertificatePath:
        """An enclosed authority (DER) serves when a configured one has issued it."""
        found = self._configured_path(certificate, at)
        if found:
            return found
        for authority in map(read_certificate, enclosed):
            if authority and is_issued_by(certificate, authority, below=0):
                above = self._configured_path(authority, at, below=1)
                if above:
                    return (authority, *above)
        return ()

    def _configured_path(self, certificate: Certificate, at: datetime, below: int = 0) -> CertificatePath:
        """A renewed authority has two certificates with one key: the one valid at the time comes first."""
        for issuer in sorted(self._paths, key=lambda authority: not authority.is_valid_at(at)):
            if is_issued_by(certificate, issuer, below):
                path = (issuer, *self._paths[issuer])
                if all(_allows(authority, below + place) for place, authority in enumerate(path)):
                    return path
        return ()


def is_issued_by(certificate: Certificate, issuer: Certificate, below: int) -> bool:
    """Name, path length and signature (RFC 5280, 6.1.3 and 6.1.4); `below`: authorities in between."""
    return (
        certificate.issuer == issuer.subject
        and _allows(issuer, below)
        and signature_fault(issuer.public_key, certificate.signed) is None
    )


def _allows(authority: Certificate, below: int) -> bool:
    found = authority.extensions
    return (
        found.is_authority
        and KeyUsage.KEY_CERT_SIGN in found.key_usage
        and not found.unprocessed
        and (found.path_length is None or found.path_length >= below)
    )


def _paths(roots: CertificatePath, intermediates: CertificatePath) -> dict[Certificate, CertificatePath]:
    paths: dict[Certificate, CertificatePath] = dict.fromkeys(roots, ())
    waiting = [authority for authority in intermediates if authority not in paths]
    while waiting:
        linked = {
            authority: (issuer, *paths[issuer])
            for authority in waiting
            for issuer in paths
            if is_issued_by(authority, issuer, below=0)
        }
        if not linked:
            break
        paths |= linked
        waiting = [authority for authority in waiting if authority not in linked]
    return paths


def _certificates(files: Iterable[Path]) -> Iterable[Certificate]:
    for file in files:
        data = file.read_bytes()
        blocks = pem_blocks(data, "CERTIFICATE") if is_pem(data) else [data]
        certificates = [read_certificate(block) for block in blocks]
        for certificate in certificates:
            if certificate is None:
                raise ValueError(f"{file} holds a certificate that cannot be read")
            yield certificate
        if not certificates:
            raise ValueError(f"{file} holds no certificate")
