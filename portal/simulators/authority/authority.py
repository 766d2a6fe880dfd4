"""The demonstration authority: a root, an issuing authority, and a folder that several processes may open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.serialization import Encoding

from auth.certificates.certificate import read_certificate
from auth.certificates.crl import Entry, Reason, read_crl
from auth.certificates.pem import pem_blocks
from auth.certificates.shared_folder import locked, write_whole
from portal.simulators.authority.holders import Citizen
from portal.simulators.authority.issuing import PrivateKey, Purpose, Validity, holder_certificate, new_key
from portal.simulators.authority.key_folder import AuthorityNames, open_keys, private_pem
from portal.simulators.authority.lists import revocation_list
from portal.simulators.authority.registry import Registry, Revocation

_PUBLISHED_EVERY = timedelta(hours=1)
_ROOT_LIST, _ISSUING_LIST = "root", "issuing"
DEMO = AuthorityNames("КЕЗЕК СЫНАҚ НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)", "КЕЗЕК СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)")
STRANGER = AuthorityNames("БӨТЕН НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)", "БӨТЕН КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)")


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """`pem` is the file a person downloads: private key, certificate, the issuing authority's certificate."""

    pem: bytes = field(repr=False)
    certificate: bytes = field(repr=False)
    serial: int


class DemoAuthority:
    """In memory: keys and certificates, which never change. What changes is read from the folder."""

    def __init__(self, folder: Path, names: AuthorityNames) -> None:
        self._folder = folder
        self._keys = open_keys(folder, names)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The authority of this folder, made there when the folder has none."""
        return cls(folder, DEMO)

    def stranger(self) -> "DemoAuthority":
        """An authority that nobody trusts, beside this one."""
        return DemoAuthority(self._folder / "stranger", STRANGER)

    @property
    def root_file(self) -> Path:
        """The root's certificate, in PEM."""
        return self._keys.root_file

    @property
    def issuing_file(self) -> Path:
        """The issuing authority's certificate, in PEM."""
        return self._keys.issuing_file

    def issue(
        self,
        holder: Citizen,
        *,
        not_before: datetime,
        not_after: datetime,
        purpose: Purpose = Purpose.SIGNATURE,
        key: PrivateKey | None = None,
    ) -> IssuedKey:
        """A certificate for the holder's key, or for a new RSA key when none is given."""
        key = key or new_key()
        validity = Validity(not_before, not_after)
        certificate = holder_certificate(holder, key.public_key(), self._keys.issuing, validity, purpose)
        pem = private_pem(key) + certificate.public_bytes(Encoding.PEM) + self.issuing_file.read_bytes()
        return IssuedKey(pem, certificate.public_bytes(Encoding.DER), certificate.serial_number)

    def revoke(self, serial: int, at: datetime, reason: Reason = Reason.UNSPECIFIED) -> None:
        """Of a person's certificate or of the issuing authority's. The next list asked for is a new one."""
        with self._changing() as registry:
            registry.revoked[f"{serial:x}"] = Revocation(at.isoformat(), reason.name)

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
        """Why it is on the list; None where it is not."""
        entry = Registry.read(self._registry_file).revoked.get(f"{serial:x}")
        return Reason[entry.reason] if entry else None

    def forget_revocations(self) -> None:
        """As if nothing had ever been revoked. The lists' numbers go on, or nobody would take the next one."""
        with self._changing() as registry:
            registry.revoked.clear()

    def root_crl(self, now: datetime) -> bytes:
        """The root's list, which names issuing authorities, in DER."""
        return self._list(_ROOT_LIST, now)

    def issuing_crl(self, now: datetime) -> bytes:
        """The issuing authority's list, in DER."""
        return self._list(_ISSUING_LIST, now)

    @property
    def is_down(self) -> bool:
        """Whether the lists cannot be fetched; a file, so that any process can throw the switch."""
        return self._down_file.exists()

    def go_down(self) -> None:
        self._down_file.touch()

    def come_back(self) -> None:
        self._down_file.unlink(missing_ok=True)

    @contextmanager
    def _changing(self) -> Iterator[Registry]:
        """The next list asked for is a new one."""
        with locked(self._folder):
            registry = Registry.read(self._registry_file)
            yield registry
            registry.write(self._registry_file)
            for title in (_ROOT_LIST, _ISSUING_LIST):
                self._list_file(title).unlink(missing_ok=True)

    def _list(self, title: str, now: datetime) -> bytes:
        file = self._list_file(title)
        with locked(self._folder):
            if file.exists() and _is_recent(file.read_bytes(), now):
                return file.read_bytes()
            registry = Registry.read(self._registry_file)
            number = registry.numbers[title] = registry.numbers.get(title, 0) + 1
            registry.write(self._registry_file)
            issuer = self._keys.root if title == _ROOT_LIST else self._keys.issuing
            der = revocation_list(issuer, self._listed(title, registry), number, now)
            write_whole(file, der)
            return der

    def _listed(self, title: str, registry: Registry) -> list[Entry]:
        issuing = _serial_in(self.issuing_file)
        revoked = [
            Entry(int(serial, 16), datetime.fromisoformat(entry.at), Reason[entry.reason])
            for serial, entry in registry.revoked.items()
        ]
        return [entry for entry in revoked if (entry.serial == issuing) == (title == _ROOT_LIST)]

    def _list_file(self, title: str) -> Path:
        return self._folder / f"{title}.crl"

    @property
    def _registry_file(self) -> Path:
        return self._folder / "registry.json"

    @property
    def _down_file(self) -> Path:
        return self._folder / "down"


def _is_recent(der: bytes, now: datetime) -> bool:
    """A list from after `now` is not: the clock of the test mode was set back."""
    held = read_crl(der)
    return held is not None and held.this_update <= now < held.this_update + _PUBLISHED_EVERY


def _serial_in(certificate_file: Path) -> int:
    certificate = read_certificate(pem_blocks(certificate_file.read_bytes(), "CERTIFICATE")[0])
    assert certificate is not None  # noqa: S101 -- made by this package
    return certificate.serial
