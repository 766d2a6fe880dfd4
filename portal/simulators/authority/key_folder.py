"""The two authorities' keys and certificates, as files: made once, read by every process."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509 import Name
from cryptography.x509.oid import NameOID

from auth.certificates.shared_folder import locked, write_whole
from portal.simulators.authority.holders import name
from portal.simulators.authority.issuing import Issuer, PrivateKey, authority_certificate, new_key


class AuthorityNames(NamedTuple):
    root: str
    issuing: str


@dataclass(frozen=True, slots=True)
class KeyFolder:
    root: Issuer = field(repr=False)
    issuing: Issuer = field(repr=False)
    root_file: Path
    issuing_file: Path


def open_keys(folder: Path, names: AuthorityNames) -> KeyFolder:
    """Read from the folder, or made there when it has none."""
    root, issuing = folder / "root.pem", folder / "issuing.pem"
    with locked(folder):
        if not issuing.exists():
            _make(folder, names)
    return KeyFolder(_issuer(root, names.root), _issuer(issuing, names.issuing), root, issuing)


def private_pem(key: PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _make(folder: Path, names: AuthorityNames) -> None:
    """The issuing authority's certificate last: where it is, everything is."""
    root = Issuer(_name(names.root), new_key())
    issuing = Issuer(_name(names.issuing), new_key())
    for title, made, path_length in (("root", root, 1), ("issuing", issuing, 0)):
        certificate = authority_certificate(made.name, made.key.public_key(), root, path_length)
        key_file = _key_file(folder / f"{title}.pem")
        write_whole(key_file, private_pem(made.key))
        key_file.chmod(0o600)
        write_whole(folder / f"{title}.pem", certificate.public_bytes(Encoding.PEM))


def _issuer(certificate_file: Path, title: str) -> Issuer:
    # This module made it: looking whether it is a good key would take longer than everything else.
    key = load_pem_private_key(_key_file(certificate_file).read_bytes(), None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101 -- made by this module
    return Issuer(_name(title), key)


def _key_file(certificate_file: Path) -> Path:
    return certificate_file.with_suffix(".key.pem")


def _name(title: str) -> Name:
    return name((NameOID.COMMON_NAME, title), (NameOID.COUNTRY_NAME, "KZ"))
