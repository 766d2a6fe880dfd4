"""Write the certificates of authorities, responders and holders (RFC 5280, 4)."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from auth.certificates.extensions import KeyUsage
from auth.certificates.profiles import CERTIFICATE_POLICY, CLIENT_AUTH, EMAIL_PROTECTION
from portal.simulators.authority import extensions
from portal.simulators.authority.addresses import Addresses
from portal.simulators.authority.der_forms import bit_string, explicit, integer, sequence, time
from portal.simulators.authority.holders import Citizen, Employee
from portal.simulators.authority.keys import (
    Family,
    GostKey,
    PrivateKey,
    key_identifier,
    public_key_info,
    sign_message,
    signature_algorithm,
)

# Long, as the test mode's clock can be set to any day.
AUTHORITY_SINCE, AUTHORITY_UNTIL = datetime(2010, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)
OCSP_SIGNING, TIME_STAMPING = "1.3.6.1.5.5.7.3.9", "1.3.6.1.5.5.7.3.8"
TIME_STAMP_POLICIES = {Family.RSA: "1.2.398.3.3.2.6.2", Family.GOST: "1.2.398.3.3.2.6.4"}
_ANY_POLICY = "2.5.29.32.0"
_V3 = 2
_MARKS = {Family.RSA: b"RS", Family.GOST: b"GO"}
_BELOW_THE_MARK = 8 * 18
_SIGNING = (KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION)


class KeyPurpose(StrEnum):
    """The two keys of each holder."""

    SIGNATURE = "signature"
    AUTHENTICATION = "authentication"


class Issuer(NamedTuple):
    """Who signs a certificate, a list or a response. `name` and `certificate` in DER."""

    name: bytes
    key: PrivateKey
    certificate: bytes = b""

    @property
    def family(self) -> Family:
        return Family.GOST if isinstance(self.key, GostKey) else Family.RSA


class Validity(NamedTuple):
    not_before: datetime
    not_after: datetime


FOR_AN_AUTHORITY = Validity(AUTHORITY_SINCE, AUTHORITY_UNTIL)


class Subject(NamedTuple):
    """`key` is a SubjectPublicKeyInfo."""

    name: bytes
    key: bytes


def root_certificate(root: Issuer) -> bytes:
    """Self-signed. It names no lists, as nobody can revoke it."""
    parts = [extensions.basic_constraints(1), _signs_certificates()]
    return _certificate(Subject(root.name, public_key_info(root.key)), root, FOR_AN_AUTHORITY, parts)


def issuing_certificate(subject: Subject, root: Issuer, addresses: Addresses) -> bytes:
    parts = [
        extensions.basic_constraints(0),
        _signs_certificates(),
        extensions.policy(_ANY_POLICY),
        extensions.crl_distribution_points(addresses.root_crl(root.family)),
        extensions.authority_information(addresses.root_certificate(root.family)),
    ]
    return _certificate(subject, root, FOR_AN_AUTHORITY, parts)


def responder_certificate(subject: Subject, issuer: Issuer) -> bytes:
    """Of the issuer's delegate (RFC 6960, 4.2.2.2)."""
    parts = [
        extensions.key_usage(KeyUsage.DIGITAL_SIGNATURE),
        extensions.extended_key_usage(OCSP_SIGNING),
        extensions.no_check(),
    ]
    return _certificate(subject, issuer, FOR_AN_AUTHORITY, parts)


def time_stamper_certificate(subject: Subject, issuer: Issuer, addresses: Addresses) -> bytes:
    """RFC 3161, 2.3: time-stamping is the only extended key usage, and critical."""
    parts = [
        extensions.policy(TIME_STAMP_POLICIES[issuer.family], addresses.page),
        *_places(issuer.family, addresses),
        extensions.extended_key_usage(TIME_STAMPING, critical=True),
        extensions.key_usage(KeyUsage.DIGITAL_SIGNATURE),
    ]
    return _certificate(subject, issuer, FOR_AN_AUTHORITY, parts)


def holder_certificate(
    holder: Citizen, key: bytes, issuer: Issuer, validity: Validity, purpose: KeyPurpose, addresses: Addresses
) -> bytes:
    """With the extensions of the national authority's certificates, in their order (RFC 5280, 4.2.1)."""
    parts = [
        extensions.policy(_policy(holder, issuer.family, purpose), addresses.page),
        *_places(issuer.family, addresses),
        extensions.extended_key_usage(
            EMAIL_PROTECTION if purpose is KeyPurpose.SIGNATURE else CLIENT_AUTH, *holder.roles
        ),
        extensions.key_usage(*_usages(issuer.family, purpose)),
    ]
    return _certificate(Subject(holder.subject, key), issuer, validity, parts, [extensions.key_storage()])


def family_of(serial: int) -> Family:
    """The family of a certificate, by the prefix of its serial number."""
    return Family.GOST if serial >> _BELOW_THE_MARK == int.from_bytes(_MARKS[Family.GOST], "big") else Family.RSA


def _places(family: Family, addresses: Addresses) -> list[bytes]:
    return [
        extensions.authority_information(addresses.issuing_certificate(family), addresses.ocsp),
        extensions.crl_distribution_points(addresses.issuing_crl(family)),
        extensions.freshest_crl(addresses.issuing_delta(family)),
    ]


def _policy(holder: Citizen, family: Family, purpose: KeyPurpose) -> str:
    """Newer certificates, and all with GOST keys, have the bare arc."""
    if family is Family.GOST:
        return CERTIFICATE_POLICY
    first = 1 if isinstance(holder, Employee) else 3
    return f"{CERTIFICATE_POLICY}.{first + (purpose is KeyPurpose.AUTHENTICATION)}"


def _usages(family: Family, purpose: KeyPurpose) -> tuple[KeyUsage, ...]:
    if purpose is KeyPurpose.SIGNATURE:
        return (*_SIGNING, KeyUsage.KEY_AGREEMENT) if family is Family.GOST else _SIGNING
    exchange = KeyUsage.KEY_AGREEMENT if family is Family.GOST else KeyUsage.KEY_ENCIPHERMENT
    return (KeyUsage.DIGITAL_SIGNATURE, exchange)


def _signs_certificates() -> bytes:
    return extensions.key_usage(KeyUsage.KEY_CERT_SIGN, KeyUsage.CRL_SIGN)


def _certificate(
    subject: Subject, issuer: Issuer, validity: Validity, parts: list[bytes], last: list[bytes] | None = None
) -> bytes:
    """The key identifiers come between `parts` and `last`."""
    identifiers = [
        extensions.subject_key_identifier(key_identifier(subject.key)),
        extensions.authority_key_identifier(key_identifier(public_key_info(issuer.key))),
    ]
    return signed(
        sequence(
            explicit(0, integer(_V3)),
            integer(_new_serial(issuer.family)),
            signature_algorithm(issuer.key),
            issuer.name,
            sequence(time(validity.not_before), time(validity.not_after)),
            subject.name,
            subject.key,
            explicit(3, sequence(*parts, *identifiers, *(last or []))),
        ),
        issuer.key,
    )


def signed(tbs: bytes, key: PrivateKey) -> bytes:
    """The SIGNED type of X.509."""
    return sequence(tbs, signature_algorithm(key), bit_string(sign_message(key, tbs)))


def _new_serial(family: Family) -> int:
    return int.from_bytes(_MARKS[family], "big") << _BELOW_THE_MARK | secrets.randbits(_BELOW_THE_MARK)
