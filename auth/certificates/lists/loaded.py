"""One list in memory, and the certificates and reasons for which it may be used (RFC 5280, 6.3.3)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from auth.certificates.certificate import Certificate
from auth.certificates.encoding.names import NameKey
from auth.certificates.encoding.pem import is_pem, pem_blocks
from auth.certificates.lists.base_and_delta import goes_with
from auth.certificates.lists.crl import CrlEntry, RevocationList, read_crl, strictest
from auth.certificates.lists.distribution import DistributionPoint, comparable_name
from auth.certificates.lists.index import CrlFacts, facts_of
from auth.certificates.lists.signers import has_signed


@dataclass(slots=True)
class LoadedList:
    """`entries` by serial number; None when the list has an unsupported critical extension: then it is not used."""

    crl: RevocationList
    facts: CrlFacts
    issuer: NameKey
    entries: dict[int, list[CrlEntry]] | None = field(repr=False)
    _signers: dict[Certificate, bool] = field(default_factory=dict, repr=False)

    @property
    def is_complete(self) -> bool:
        return self.entries is not None and self.crl.base_number is None

    @property
    def scope(self) -> tuple[NameKey, bytes | None, bytes | None]:
        """Equal in all editions of one list and in its deltas (5.2.4)."""
        return (self.issuer, self.crl.covers.raw if self.crl.covers else None, self.crl.authority_key)

    def is_fresh(self, at: datetime) -> bool:
        return at < self.crl.next_update

    def is_signed_by(self, signer: Certificate) -> bool:
        if signer not in self._signers:
            self._signers[signer] = has_signed(signer, self.crl)
        return self._signers[signer]

    def goes_with(self, base: "LoadedList") -> bool:
        """Whether this is a delta that can be applied to `base` (5.2.4)."""
        return self.entries is not None and self.scope == base.scope and goes_with(self.facts, base.facts)

    def reasons_for(self, certificate: Certificate, issuer: Certificate, point: DistributionPoint) -> frozenset[int]:
        """The reasons for which this list covers the certificate (6.3.3, b and d); empty when it does not."""
        covers = self.crl.covers
        if point.crl_issuers:
            concerned = self.issuer in point.crl_issuers and covers is not None and covers.indirect
        else:
            concerned = self.issuer == comparable_name(issuer.subject)
        if not concerned or covers is None:
            return point.reasons if concerned else frozenset()
        names = point.names or point.crl_issuers
        is_authority = certificate.extensions.is_authority
        elsewhere = (
            (covers.names and not covers.names & names)
            or covers.only_attributes
            or (covers.only_users and is_authority)
            or (covers.only_authorities and not is_authority)
        )
        return frozenset() if elsewhere else point.reasons & covers.reasons

    def find(self, certificate: Certificate) -> CrlEntry | None:
        """The certificate's entry: of several the strictest, None when it is not listed."""
        issuer = comparable_name(certificate.issuer)
        entries = (self.entries or {}).get(certificate.serial, ())
        return strictest([entry for entry in entries if issuer in (entry.certificate_issuer or {self.issuer})])


def read_lists(files: Iterable[bytes]) -> tuple[LoadedList, ...]:
    """From PEM or DER; files that are not lists are left out."""
    ders = (der for file in files for der in (pem_blocks(file, "X509 CRL") if is_pem(file) else [file]))
    return tuple(held for der in ders if (held := _held(der)))


def _held(der: bytes) -> LoadedList | None:
    crl = read_crl(der)
    if crl is None:
        return None
    return LoadedList(crl, facts_of(crl, hashlib.sha256(der).hexdigest()), comparable_name(crl.issuer), _entries(crl))


def _entries(crl: RevocationList) -> dict[int, list[CrlEntry]] | None:
    if crl.unprocessed:
        return None
    found: dict[int, list[CrlEntry]] = {}
    try:
        for entry in crl.entries():
            found.setdefault(entry.serial, []).append(entry)
    except (ValueError, OverflowError):
        return None
    return found
