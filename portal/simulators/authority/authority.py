"""The demonstration authority: two families of a root and an issuing authority, in a folder that processes share."""

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
    """`pem` is the file a person downloads: private key, certificate, the issuing authority's certificate."""

    pem: bytes = field(repr=False)
    certificate: bytes = field(repr=False)
    serial: int


class DemoAuthority:
    """What never changes is kept in memory: keys, certificates. What changes is read from the folder."""

    def __init__(self, folder: Path, names: AuthorityNames, address: str = DEFAULT) -> None:
        self._folder = folder
        self.addresses = Addresses(address)
        self._keys = KeyFolder(folder, names, self.addresses)
        self.lists = Lists(folder, self._keys)
        self.faults = Faults(folder)

    @classmethod
    def open(cls, folder: Path, address: str = DEFAULT) -> Self:
        """The authority of this folder, made there when the folder has none."""
        return cls(folder, DEMO, address)

    def stranger(self) -> "DemoAuthority":
        """An authority that nobody trusts, beside this one."""
        return DemoAuthority(self._folder / "stranger", STRANGER, self.addresses.base)

    def member(self, member: Member, family: Family = Family.RSA) -> Issuer:
        """One of those who sign here, with the key."""
        return self._keys.member(member, family)

    def file(self, member: Member, family: Family = Family.RSA) -> Path:
        """The certificate of one of those who sign here, in PEM."""
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
        """By the issuing authority of this family, for the holder's key, or for a new one of the family."""
        key, issuer = key or new_key(family), self.member(Member.ISSUING, family)
        validity = Validity(not_before, not_after)
        der = holder_certificate(holder, public_key_info(key), issuer, validity, purpose, self.addresses)
        certificate = read_certificate(der)
        assert certificate is not None  # noqa: S101 -- made just now
        file = private_pem(key) + pem("CERTIFICATE", der) + self.file(Member.ISSUING, family).read_bytes()
        return IssuedKey(file, der, certificate.serial)

    def revoke(self, serial: int, at: datetime, reason: Reason = Reason.UNSPECIFIED) -> None:
        """Of a person's certificate or of an authority's. The next delta list asked for is a new one."""
        with self._changing() as registry:
            registry.revoked[f"{serial:x}"] = RevocationRecord(at.isoformat(), reason.name)

    def hold(self, serial: int, at: datetime) -> None:
        self.revoke(serial, at, Reason.CERTIFICATE_HOLD)

    def release(self, serial: int) -> bool:
        """End a hold. False where there is none: what is revoked stays so."""
        if self.revocation(serial) is not Reason.CERTIFICATE_HOLD:
            return False
        with self._changing() as registry:
            del registry.revoked[f"{serial:x}"]
        return True

    def revocation(self, serial: int) -> Reason | None:
        """Why it is revoked; None where it is not."""
        entry = self.revocation_entry(serial)
        return entry.reason if entry else None

    def revocation_entry(self, serial: int) -> CrlEntry | None:
        """As lists and the responder tell it."""
        entry = Registry.read(self._registry_file).revoked.get(f"{serial:x}")
        return entry.of(f"{serial:x}") if entry else None

    def renew_lists(self) -> None:
        """The next list of each kind that is asked for is a new one, as if an hour had gone by."""
        with self._changing() as registry:
            registry.given.clear()

    def forget_revocations(self) -> None:
        """As if nothing had ever been revoked. The lists' numbers go on, or nobody would take the next one."""
        with self._changing() as registry:
            registry.revoked.clear()
            # Lists that name nobody stay: a reset need not wait for new ones.
            registry.given = {title: last for title, last in registry.given.items() if not last.listed}

    def root_crl(self, now: datetime, family: Family = Family.RSA) -> bytes:
        """The root's list, which names issuing authorities, in DER."""
        return self.lists.current(ListKind.ROOT, family, now)

    def issuing_crl(self, now: datetime, family: Family = Family.RSA) -> bytes:
        """The issuing authority's complete list, in DER: a new one every hour."""
        return self.lists.current(ListKind.ISSUING, family, now)

    def issuing_delta(self, now: datetime, family: Family = Family.RSA) -> bytes:
        """What has changed since that list, in DER: a new one at each change."""
        return self.lists.current(ListKind.DELTA, family, now)

    def all_lists(self, now: datetime) -> list[bytes]:
        """Of both families, each complete list before its delta."""
        return [self.lists.current(kind, family, now) for family in Family for kind in ListKind]

    @property
    def is_down(self) -> bool:
        """Whether the lists cannot be fetched; a file, so that any process can throw the switch."""
        switched = self.faults.of(Service.LISTS)
        return switched is not None and switched.fault is ServiceFault.DOWN

    def go_down(self) -> None:
        for service in Service:
            self.faults.set(service, ServiceFault.DOWN)

    def come_back(self) -> None:
        """Without any fault."""
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
