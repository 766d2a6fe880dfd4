"""Correct and wrong certificates, of which tests build paths."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from auth.certificates.certificate import Certificate, read_certificate

CA_USAGE = frozenset({"key_cert_sign", "crl_sign"})
_USAGES = (
    "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
    "key_cert_sign crl_sign encipher_only decipher_only"
)


@dataclass(frozen=True)
class Link:
    """A certificate with its key, which can issue the next."""

    title: str
    key: ec.EllipticCurvePrivateKey
    der: bytes

    @property
    def certificate(self) -> Certificate:
        read = read_certificate(self.der)
        assert read is not None
        return read

    @property
    def pem(self) -> bytes:
        """Key and certificate, as openssl takes them."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return key + x509.load_der_x509_certificate(self.der).public_bytes(Encoding.PEM)

    @classmethod
    def root(cls, title: str = "root", **options: Any) -> Self:
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(title, key, _certificate(title, key, title, key, **options))

    def issue(self, title: str, *, key: ec.EllipticCurvePrivateKey | None = None, **options: Any) -> "Link":
        key = key or ec.generate_private_key(ec.SECP256R1())
        return Link(title, key, _certificate(title, key, self.title, self.key, **options))


def _certificate(
    title: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    authority: bool = True,
    path_length: int | None = None,
    usage: frozenset[str] = CA_USAGE,
    extension: tuple[x509.ExtensionType, bool] | None = None,
    extensions: Sequence[x509.ExtensionType] = (),
    subject: x509.Name | None = None,
    until: int = 2040,
) -> bytes:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(title) if subject is None else subject)
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(until, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(authority, path_length), critical=True)
        .add_extension(x509.KeyUsage(**{name: name in usage for name in _USAGES.split()}), critical=True)
    )
    for value in extensions:
        builder = builder.add_extension(value, critical=False)
    if extension:
        builder = builder.add_extension(extension[0], critical=extension[1])
    return builder.sign(issuer_key, SHA256()).public_bytes(Encoding.DER)


def _name(title: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])
