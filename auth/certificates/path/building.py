"""Build paths from a certificate to a configured root (RFC 4158): names match and signatures are good.

Several authorities may share a name, and one may have several keys and certificates. Each candidate is tried, the
likeliest first. The work is bounded, whatever certificates a signature encloses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from auth.certificates.algorithms import is_for_other_key, signature_fault
from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.codes import Code
from auth.certificates.encoding.names import NameKey, name_key
from auth.certificates.path.validation import CertificatePath

_LONGEST = 12
_MOST_SIGNATURES = 24
_MOST_ENCLOSED = 16


class Authorities:
    """The configured authorities. The signature between two of them is verified once for each process."""

    def __init__(self, roots: CertificatePath, intermediates: CertificatePath) -> None:
        self._roots = frozenset(roots)
        self._all = dict.fromkeys([*roots, *intermediates])
        self._encodings = frozenset(one.der for one in self._all)
        self._named = _by_name(self._all)
        self._links: dict[tuple[Certificate, Certificate], Code | None] = {}

    def named(self, name: bytes) -> list[Certificate]:
        return self._named.get(name_key(name), [])

    def is_root(self, certificate: Certificate) -> bool:
        return certificate in self._roots

    def holds(self, der: bytes) -> bool:
        return der in self._encodings

    def knows_link(self, certificate: Certificate, issuer: Certificate) -> bool:
        return (certificate, issuer) in self._links

    def link_fault(self, certificate: Certificate, issuer: Certificate) -> Code | None:
        link = (certificate, issuer)
        if link in self._links:
            return self._links[link]
        fault = signature_fault(issuer.public_key, certificate.signed)
        if certificate in self._all and issuer in self._all:
            self._links[link] = fault
        return fault

    def linked(self) -> CertificatePath:
        """The roots, and the intermediates that have a path to a root."""
        found, waiting = dict.fromkeys(self._roots), [one for one in self._all if one not in self._roots]
        while True:
            new = [
                one
                for one in waiting
                if any(issuer in found and not self.link_fault(one, issuer) for issuer in self.named(one.issuer))
            ]
            if not new:
                return tuple(one for one in self._all if one in found)
            found |= dict.fromkeys(new)
            waiting = [one for one in waiting if one not in found]


@dataclass(slots=True)
class PathSearch:
    """`fault`: when no path is found, why the signature of a candidate issuer could not be verified."""

    authorities: Authorities
    enclosed: tuple[bytes, ...]
    at: datetime
    fault: Code | None = None
    _left: int = _MOST_SIGNATURES
    _enclosed_named: dict[NameKey | None, list[Certificate]] | None = field(default=None)

    def paths(self, certificate: Certificate, below: CertificatePath = ()) -> Iterator[CertificatePath]:
        """Depth first. No key comes twice in a path, so no loop is followed."""
        for issuer in self._candidates(certificate):
            if any((issuer.subject, issuer.public_key) == (one.subject, one.public_key) for one in below):
                continue
            if not self._has_issued(issuer, certificate):
                continue
            path = (*below, issuer)
            if self.authorities.is_root(issuer):
                yield path
            elif len(path) < _LONGEST:
                yield from self.paths(issuer, path)

    def _candidates(self, certificate: Certificate) -> Iterator[Certificate]:
        """Configured authorities first. Enclosed certificates are parsed only when those lead to no path."""
        yield from self._in_order(certificate, self.authorities.named(certificate.issuer))
        if self._enclosed_named is None:
            self._enclosed_named = _by_name(self._read_enclosed())
        yield from self._in_order(certificate, self._enclosed_named.get(name_key(certificate.issuer), []))

    def _read_enclosed(self) -> Iterator[Certificate]:
        for der in self.enclosed[:_MOST_ENCLOSED]:
            if not self.authorities.holds(der) and (read := read_certificate(der)):
                yield read

    def _in_order(self, certificate: Certificate, issuers: list[Certificate]) -> list[Certificate]:
        """In this order of preference: valid at the moment, named by the authority key identifier, a root."""
        if len(issuers) < 2:
            return issuers
        wanted = certificate.extensions.authority_key_identifier
        return sorted(
            issuers,
            key=lambda one: (
                not one.is_valid_at(self.at),
                wanted != one.extensions.subject_key_identifier,
                not self.authorities.is_root(one),
            ),
        )

    def _has_issued(self, issuer: Certificate, certificate: Certificate) -> bool:
        if not self.authorities.knows_link(certificate, issuer):
            self._left -= 1
        if self._left < 0:
            return False
        fault = self.authorities.link_fault(certificate, issuer)
        if fault not in (None, Code.SIGNATURE_BROKEN) and not is_for_other_key(
            issuer.public_key, certificate.signed.algorithm
        ):
            self.fault = self.fault or fault
        return fault is None


def _by_name(certificates: Iterable[Certificate]) -> dict[NameKey | None, list[Certificate]]:
    named: dict[NameKey | None, list[Certificate]] = {}
    for certificate in certificates:
        if key := name_key(certificate.subject):
            named.setdefault(key, []).append(certificate)
    return named
