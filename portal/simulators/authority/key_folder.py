"""The authority's keys and certificates in files: created once, read by every process."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import NamedTuple

from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.encoding.pem import pem_blocks
from auth.certificates.lists.shared_folder import folder_lock, write_whole
from portal.simulators.authority.addresses import Addresses, title
from portal.simulators.authority.holders import COMMON_NAME, COUNTRY, name
from portal.simulators.authority.issuing import (
    Issuer,
    Subject,
    issuing_certificate,
    responder_certificate,
    root_certificate,
    time_stamper_certificate,
)
from portal.simulators.authority.keys import (
    Family,
    PrivateKey,
    new_key,
    private_pem,
    public_key_info,
    read_private_key,
)
from portal.simulators.authority.pem_writing import pem

Made = tuple[PrivateKey, bytes]
"""A key and its certificate, in DER."""


class AuthorityNames(NamedTuple):
    """Common names; the family's name is appended to each."""

    root: str
    issuing: str


class Member(StrEnum):
    """Each holder of a key of the authority, by file name."""

    ROOT = "root"
    ISSUING = "issuing"
    RESPONDER = "ocsp"
    TIME_STAMPER = "tsa"


class KeyFolder:
    """Keys and certificates never change and are cached.

    Those of roots and issuing authorities are created at once, the others when they are first needed.
    """

    def __init__(self, folder: Path, names: AuthorityNames, addresses: Addresses) -> None:
        self._folder = folder
        self._names = names
        self._addresses = addresses
        self._held: dict[tuple[Member, Family], Issuer] = {}
        for family in Family:
            self.file(Member.ROOT, family)
            self.file(Member.ISSUING, family)

    def member(self, member: Member, family: Family) -> Issuer:
        if (member, family) not in self._held:
            self._held[member, family] = _read(self.file(member, family))
        return self._held[member, family]

    def file(self, member: Member, family: Family) -> Path:
        """The certificate in PEM. It is written after the key, so where it exists the key does too."""
        file = self._folder / f"{title(member, family)}.pem"
        if not file.exists():
            # Outside the lock, which is not reentrant: the issuer may have to be created first.
            make = self._maker(member, family)
            with folder_lock(self._folder):
                if not file.exists():
                    _write(file, *make())
        return file

    def _maker(self, member: Member, family: Family) -> "partial[Made]":
        if member is Member.ROOT:
            return partial(_make_root, f"{self._names.root} ({family.upper()})", family)
        above = self.member(Member.ROOT if member is Member.ISSUING else Member.ISSUING, family)
        return partial(_make, member, f"{self._names.issuing} ({family.upper()})", above, self._addresses)


def _make_root(common_name: str, family: Family) -> Made:
    root = Issuer(_name(common_name), new_key(family))
    return root.key, root_certificate(root)


def _make(member: Member, authority: str, above: Issuer, addresses: Addresses) -> Made:
    key = new_key(above.family)
    info = public_key_info(key)
    if member is Member.ISSUING:
        return key, issuing_certificate(Subject(_name(authority), info), above, addresses)
    if member is Member.RESPONDER:
        return key, responder_certificate(Subject(_name(f"{authority} OCSP"), info), above)
    return key, time_stamper_certificate(Subject(_name(f"{authority} TSA"), info), above, addresses)


def _write(file: Path, key: PrivateKey, certificate: bytes) -> None:
    key_file = _key_file(file)
    write_whole(key_file, private_pem(key))
    key_file.chmod(0o600)
    write_whole(file, pem("CERTIFICATE", certificate))


def _read(file: Path) -> Issuer:
    certificate = read_own(file)
    return Issuer(certificate.subject, read_private_key(_key_file(file).read_bytes()), certificate.der)


def read_own(file: Path) -> Certificate:
    certificate = read_certificate(pem_blocks(file.read_bytes(), "CERTIFICATE")[0])
    assert certificate is not None  # noqa: S101 -- made by this package
    return certificate


def _key_file(certificate_file: Path) -> Path:
    return certificate_file.with_suffix(".key.pem")


def _name(common_name: str) -> bytes:
    return name((COMMON_NAME, common_name), (COUNTRY, "KZ"))
