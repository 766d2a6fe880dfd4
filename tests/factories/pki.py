"""A certification authority in a folder, people's keys, and signatures made with the openssl program."""

import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from auth.certificates.lists.publish import Publication, publish
from auth.certificates.trust import TrustStore
from portal.simulators.authority import signing
from portal.simulators.authority.authority import DemoAuthority, IssuedKey
from portal.simulators.authority.holders import Citizen, Employee
from portal.simulators.authority.issuing import KeyPurpose
from portal.simulators.authority.keys import Family, PrivateKey, new_key

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
CITIZEN = Citizen("900101300017", "СЕРІКОВ", "АЗАМАТ", "БОЛАТҰЛЫ")
OTHER_CITIZEN = Citizen("850612400129", "АХМЕТОВА", "ГҮЛНҰР")
OFFICIAL = Employee("790315300779", "ЖҮНІСОВ", "ЕРЛАН", "ҚАЙРАТҰЛЫ", "ТҰРҒЫН ҮЙ БӨЛІМІ", "120340001111")
CADES = ("-cades", "-nocerts", "-certfile", "key.pem")
"""The options that people are told to use; the combined key file gives both certificates to the signature."""


@dataclass(frozen=True)
class Pki:
    """The authority, and a trust store for it. Certificates share `key`, because a new RSA key takes long."""

    authority: DemoAuthority
    trust: TrustStore
    key: PrivateKey

    def issue(
        self,
        holder: Citizen = CITIZEN,
        *,
        not_before: datetime = NOW - timedelta(days=1),
        not_after: datetime = NOW + YEAR,
        purpose: KeyPurpose = KeyPurpose.SIGNATURE,
        key: PrivateKey | None = None,
        family: Family = Family.RSA,
    ) -> IssuedKey:
        key = key or (self.key if family is Family.RSA else new_key(family))
        return self.authority.issue(
            holder, not_before=not_before, not_after=not_after, purpose=purpose, key=key, family=family
        )

    def publish(self, now: datetime = NOW) -> list[Publication]:
        """Put the authority's present lists of both families into the trust store."""
        lists = self.authority.all_lists(now)
        return [publish(der, self.trust.issuers, self.trust.crls.folder, now) for der in lists]


def make_pki(folder: Path, key: PrivateKey) -> Pki:
    """Make an authority that has published no list yet."""
    authority = DemoAuthority.open(folder / "authority")
    return Pki(authority, trust_in(authority, folder / "crls"), key)


def trust_in(authority: DemoAuthority, crls: Path) -> TrustStore:
    return TrustStore.load(authority.root_files, authority.issuing_files, crls)


def sign_cades(pem: bytes, content: bytes) -> bytes:
    """Return a detached signature in DER, made with the command on the pages; not for GOST keys."""
    return sign(pem, content, *CADES)


def sign_gost(pem: bytes, content: bytes, at: datetime = NOW) -> bytes:
    """Return a detached signature in DER, as NCALayer makes it."""
    return signing.sign_cades(pem, content, at)


def sign(pem: bytes, content: bytes, *options: str, form: str = "DER", digest: str = "sha256") -> bytes:
    """Run `openssl cms -sign` with these options; key.pem is the signer's file."""
    command = f"cms -sign -binary -md {digest} -in document -signer key.pem -outform {form} -out signature"
    return openssl(command.split() + list(options), {"key.pem": pem, "document": content}, "signature")


def openssl(arguments: list[str], files: dict[str, bytes], result: str = "") -> bytes:
    """Run openssl in a folder with these files. Return the file `result` if there is one, or the output."""
    with tempfile.TemporaryDirectory() as folder:
        for name, contents in files.items():
            (Path(folder) / name).write_bytes(contents)
        ran = subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
        return (Path(folder) / result).read_bytes() if result else ran.stdout + ran.stderr
