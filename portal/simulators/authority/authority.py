"""The demonstration authority: a root and an issuing authority of each family, in a folder that processes share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from auth.certificates.certificate import read_certificate
from auth.certificates.lists.crl import CrlEntry
from auth.certificates.lists.shared_folder import folder_lock
from auth.certificates.revocation import Reason
from portal.simulators.authority.addresses import DEFAULT, Addresses
from portal.simulators.authority.faults import Faults, Service, ServiceFault
from portal.simulators.authority.holders import Citizen
from portal.simulators.authority.issuing import Issuer, KeyPurpose, Validity, holder_certificate
from portal.simulators.authority.key_folder import AuthorityNames, KeyFolder, Member
from portal.simulators.authority.keys import Family, PrivateKey, new_key, private_pem, public_key_info
from portal.simulators.authority.pem_writing import pem
from portal.simulators.authority.publishing import ListKind, Lists
from portal.simulators.authority.registry import Registry, RevocationRecord

DEMO = AuthorityNames("КЕЗЕК СЫНАҚ НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ", "КЕЗЕК СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ")
STRANGER = AuthorityNames("БӨТЕН НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ", "БӨТЕН КУӘЛАНДЫРУШЫ ОРТАЛЫҚ")


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """`pem`: the file that a person downloads: private key, certificate, the issuing authority's certificate."""

    pem: bytes = field(repr=False)
    certificate: bytes = field(repr=False)
    serial: int


class DemoAuthority:
    """Keys and certificates, which never change, are kept in memory. Everything else is read from the folder."""

    def __init__(self, folder: Path, names: AuthorityNames, address: str = DEFAULT) -> None:
        self._folder = folder
        self.addresses = Addresses(address)
        self._keys = KeyFolder(folder, names, self.addresses)
        self.lists = Lists(folder, self._keys)
        self.faults = Faults(folder)

    @classmethod
    def open(cls, folder: Path, address: str = DEFAULT) -> Self:
        """The authority of this folder; created when the folder has none."""
        return cls(folder, DEMO, address)

    def stranger(self) -> "DemoAuthority":
        """Another authority, which nobody trusts."""
        return DemoAuthority(self._folder / "stranger", STRANGER, self.addresses.base)

    def member(self, member: Member, family: Family = Family.RSA) -> Issuer:
        """A member's name, key and certificate."""
        return self._keys.member(member, family)

    def file(self, member: Member, family: Family = Family.RSA) -> Path:
        """A member's certificate, in PEM."""
        return self._keys.file(member, family)

    @property
    def root_file(self) -> Path:
        """The RSA root's certificate, in PEM."""
        return self.file(Member.ROOT)

    @property
    def issuing_file(self) -> Path:
        """The RSA issuing authority's certificate, in PEM."""
        return self.file(Member.ISSUING)

    @property
    def root_files(self) -> tuple[Path, ...]:
        """Of both families."""
        return tuple(self.file(Member.ROOT, family) for family in Family)

    @property
    def issuing_files(self) -> tuple[Path, ...]:
        """Of both families."""
        return tuple(self.file(Member.ISSUING, family) for family in Family)

    def issue(
        self,
        holder: Citizen,
        *,
        not_before: datetime,
        not_after: datetime,
        purpose: KeyPurpose = KeyPurpose.SIGNATURE,
        key: PrivateKey | None = None,
        family: Family = Family.RSA,
    ) -> IssuedKey:
        """Issue a certificate of this family for `key`; None: for a new key."""
        key, issuer = key or new_key(family), self.member(Member.ISSUING, family)
        validity = Validity(not_before, not_after)
        der = holder_certificate(holder, public_key_info(key), issuer, validity, purpose, self.addresses)
        certificate = read_certificate(der)
        assert certificate is not None  # noqa: S101 -- made just now
        file = private_pem(key) + pem("CERTIFICATE", der) + self.file(Member.ISSUING, family).read_bytes()
        return IssuedKey(file, der, certificate.serial)

    def revoke(self, serial: int, at: datetime, reason: Reason = Reason.UNSPECIFIED) -> None:
        """Revoke a person's or an authority's certificate. The next delta list served is a new one."""
        with self._changing() as registry:
            registry.revoked[f"{serial:x}"] = RevocationRecord(at.isoformat(), reason.name)

    def hold(self, serial: int, at: datetime) -> None:
        self.revoke(serial, at, Reason.CERTIFICATE_HOLD)

    def release(self, serial: int) -> bool:
        """End a hold. False when the certificate is not on hold: a revocation is final."""
        if self.revocation(serial) is not Reason.CERTIFICATE_HOLD:
            return False
        with self._changing() as registry:
            del registry.revoked[f"{serial:x}"]
        return True

    def revocation(self, serial: int) -> Reason | None:
        """The reason for its revocation; None when it is not revoked."""
        entry = self.revocation_entry(serial)
        return entry.reason if entry else None

    def revocation_entry(self, serial: int) -> CrlEntry | None:
        """Its entry as in the lists; None when it is not revoked."""
        entry = Registry.read(self._registry_file).revoked.get(f"{serial:x}")
        return entry.of(f"{serial:x}") if entry else None

    def renew_lists(self) -> None:
        """The next list served of each kind is a new one, as after an hour."""
        with self._changing() as registry:
            registry.given.clear()

    def forget_revocations(self) -> None:
        """Forget all revocations. CRL numbers keep rising, otherwise the next list would be rejected."""
        with self._changing() as registry:
            registry.revoked.clear()
            # Empty lists stay, so a reset need not wait for new ones.
            registry.given = {title: last for title, last in registry.given.items() if not last.listed}

    def root_crl(self, now: datetime, family: Family = Family.RSA) -> bytes:
        """The root's list, of issuing authorities, in DER."""
        return self.lists.current(ListKind.ROOT, family, now)

    def issuing_crl(self, now: datetime, family: Family = Family.RSA) -> bytes:
        """The issuing authority's complete list, in DER. A new one every hour."""
        return self.lists.current(ListKind.ISSUING, family, now)

    def issuing_delta(self, now: datetime, family: Family = Family.RSA) -> bytes:
        """The changes since that list, in DER. A new one at each change."""
        return self.lists.current(ListKind.DELTA, family, now)

    def all_lists(self, now: datetime) -> list[bytes]:
        """The lists of both families, each complete list before its delta."""
        return [self.lists.current(kind, family, now) for family in Family for kind in ListKind]

    @property
    def is_down(self) -> bool:
        """Whether the lists cannot be fetched."""
        switched = self.faults.of(Service.LISTS)
        return switched is not None and switched.fault is ServiceFault.DOWN

    def go_down(self) -> None:
        """Every service is unreachable until `come_back`."""
        for service in Service:
            self.faults.set(service, ServiceFault.DOWN)

    def come_back(self) -> None:
        """End all faults."""
        self.faults.clear()

    @contextmanager
    def _changing(self) -> Iterator[Registry]:
        with folder_lock(self._folder):
            registry = Registry.read(self._registry_file)
            yield registry
            registry.write(self._registry_file)

    @property
    def _registry_file(self) -> Path:
        return self._folder / "registry.json"
