"""The certificates of the authorities and of those they serve (RFC 5280, 4)."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from auth.certificates.profiles import CERTIFICATE_POLICY, EMAIL_PROTECTION
from portal.simulators.authority.holders import Citizen

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
# Wide, because the clock of the test mode can be set to any day.
_AUTHORITY_SINCE, _AUTHORITY_UNTIL = datetime(2010, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)
_KEY_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


class Purpose(StrEnum):
    """The two key files that everybody is given."""

    SIGNATURE = "signature"
    AUTHENTICATION = "authentication"


class Issuer(NamedTuple):
    """The name and the key that sign a certificate or a list."""

    name: x509.Name
    key: rsa.RSAPrivateKey


class Validity(NamedTuple):
    not_before: datetime
    not_after: datetime


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def authority_certificate(subject: x509.Name, key: PublicKey, issuer: Issuer, path_length: int) -> x509.Certificate:
    builder = _certificate(subject, key, issuer, Validity(_AUTHORITY_SINCE, _AUTHORITY_UNTIL))
    constraints = x509.BasicConstraints(ca=True, path_length=path_length)
    builder = builder.add_extension(constraints, critical=True)
    builder = builder.add_extension(_key_usage("key_cert_sign", "crl_sign"), critical=True)
    return builder.sign(issuer.key, SHA256())


def holder_certificate(
    holder: Citizen, key: PublicKey, issuer: Issuer, validity: Validity, purpose: Purpose
) -> x509.Certificate:
    """RFC 5280, 4.2.1: key usages and roles as in the national authority's certificates."""
    if purpose is Purpose.SIGNATURE:
        use, bits = ObjectIdentifier(EMAIL_PROTECTION), ("digital_signature", "content_commitment")
    else:
        use, bits = ExtendedKeyUsageOID.CLIENT_AUTH, ("digital_signature", "key_encipherment")
    uses = x509.ExtendedKeyUsage([use, *map(ObjectIdentifier, holder.roles)])
    policy = x509.PolicyInformation(ObjectIdentifier(CERTIFICATE_POLICY), None)
    builder = _certificate(holder.subject, key, issuer, validity)
    builder = builder.add_extension(_key_usage(*bits), critical=True)
    builder = builder.add_extension(uses, critical=False)
    builder = builder.add_extension(x509.CertificatePolicies([policy]), critical=False)
    return builder.sign(issuer.key, SHA256())


def _certificate(subject: x509.Name, key: PublicKey, issuer: Issuer, validity: Validity) -> x509.CertificateBuilder:
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.name)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity.not_before)
        .not_valid_after(validity.not_after)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(above, critical=False)
    )


def _key_usage(*usages: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in usages for usage in _KEY_USAGES})
