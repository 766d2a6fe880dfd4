"""Who may sign a list of an issuer: the issuer, the issuer under another key, or another authority.

RFC 5280, 6.3.3 (f), asks for a path from the signer to the same trust anchor. Four links are accepted: the signer is
the issuer, it issued the issuer, the issuer issued it, or one authority issued both.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from auth.certificates.algorithms import signature_fault
from auth.certificates.certificate import Certificate
from auth.certificates.encoding.names import NameKey
from auth.certificates.extensions import KeyUsage
from auth.certificates.lists.crl import RevocationList
from auth.certificates.lists.distribution import comparable_name


@dataclass(frozen=True, slots=True)
class Signer:
    """`above`: the issuer of `certificate`, whose lists say whether it is revoked.

    None when the signer is part of the certificate's path, whose validation checks it.
    """

    certificate: Certificate
    above: Certificate | None = None


@dataclass(slots=True)
class Signers:
    """Finds the accepted signers. Each link between two authorities is verified once."""

    authorities: tuple[Certificate, ...]
    _names: dict[Certificate, NameKey] = field(init=False, repr=False)
    _links: dict[tuple[Certificate, Certificate], bool] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._names = {authority: comparable_name(authority.subject) for authority in self.authorities}

    def named(self, name: NameKey, issuer: Certificate, at: datetime) -> Iterator[Signer]:
        """The accepted signers with this name; the issuer first when the name is its own."""
        if comparable_name(issuer.subject) == name and _signs_lists(issuer):
            yield Signer(issuer)
        for authority, known in self._names.items():
            if known == name and authority != issuer and _signs_lists(authority) and authority.is_valid_at(at):
                yield from self._linked(authority, issuer)

    def _linked(self, signer: Certificate, issuer: Certificate) -> Iterator[Signer]:
        if self._is_issued_by(issuer, signer):
            yield Signer(signer)
        elif self._is_issued_by(signer, issuer):
            yield Signer(signer, issuer)
        else:
            shared = (
                above
                for above in self.authorities
                if self._is_issued_by(issuer, above) and self._is_issued_by(signer, above)
            )
            yield from (Signer(signer, above) for above in shared)

    def _is_issued_by(self, certificate: Certificate, issuer: Certificate) -> bool:
        link = (certificate, issuer)
        if link not in self._links:
            self._links[link] = _is_issued_by(certificate, issuer)
        return self._links[link]


def has_signed(signer: Certificate, crl: RevocationList) -> bool:
    return signature_fault(signer.public_key, crl.signed) is None


def _signs_lists(authority: Certificate) -> bool:
    return authority.extensions.allows(KeyUsage.CRL_SIGN) and not authority.extensions.unprocessed


def _is_issued_by(certificate: Certificate, issuer: Certificate) -> bool:
    return (
        comparable_name(certificate.issuer) == comparable_name(issuer.subject)
        and issuer.extensions.is_authority
        and KeyUsage.KEY_CERT_SIGN in issuer.extensions.key_usage
        and signature_fault(issuer.public_key, certificate.signed) is None
    )
