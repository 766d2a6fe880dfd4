"""Write extensions of certificates and lists (RFC 5280, 4.2 and 5.2)."""

from collections.abc import Iterable

from auth.certificates.encoding.der_writing import encode
from auth.certificates.extensions import (
    BASIC_CONSTRAINTS,
    CERTIFICATE_POLICIES,
    EXTENDED_KEY_USAGE,
    KEY_USAGE,
    SUBJECT_KEY_IDENTIFIER,
    KeyUsage,
)
from portal.simulators.authority.der_forms import (
    NULL,
    TRUE,
    explicit,
    ia5,
    integer,
    named_bits,
    octet_string,
    oid,
    sequence,
)

_AUTHORITY_KEY_IDENTIFIER, _DISTRIBUTION_POINTS, _FRESHEST_CRL = "2.5.29.35", "2.5.29.31", "2.5.29.46"
_CRL_NUMBER, _DELTA_INDICATOR = "2.5.29.20", "2.5.29.27"
_AUTHORITY_INFORMATION, _OCSP, _ISSUER = (f"1.3.6.1.5.5.7.{last}" for last in ("1.1", "48.1", "48.2"))
_NO_CHECK = "1.3.6.1.5.5.7.48.1.5"
_PRACTICE_STATEMENT = "1.3.6.1.5.5.7.2.1"
_KEY_STORAGE, _IN_A_FILE = "1.2.398.3.3.5", "1.2.398.3.3.5.1.1"
_URI = 0x86


def extension(kind: str, value: bytes, *, critical: bool = False) -> bytes:
    return sequence(oid(kind), TRUE if critical else b"", octet_string(value))


def basic_constraints(path_length: int) -> bytes:
    """Of an authority."""
    return extension(BASIC_CONSTRAINTS, sequence(TRUE, integer(path_length)), critical=True)


def key_usage(*usages: KeyUsage) -> bytes:
    order = list(KeyUsage)
    return extension(KEY_USAGE, named_bits(*map(order.index, usages)), critical=True)


def extended_key_usage(*usages: str, critical: bool = False) -> bytes:
    return extension(EXTENDED_KEY_USAGE, sequence(*map(oid, usages)), critical=critical)


def policy(policy_id: str, practice_statement: str = "") -> bytes:
    """One certificate policy, with the address where it can be read."""
    qualifier = sequence(oid(_PRACTICE_STATEMENT), ia5(practice_statement))
    qualifiers = sequence(qualifier) if practice_statement else b""
    return extension(CERTIFICATE_POLICIES, sequence(sequence(oid(policy_id), qualifiers)))


def subject_key_identifier(identifier: bytes) -> bytes:
    return extension(SUBJECT_KEY_IDENTIFIER, octet_string(identifier))


def authority_key_identifier(identifier: bytes) -> bytes:
    return extension(_AUTHORITY_KEY_IDENTIFIER, sequence(encode(0x80, identifier)))


def crl_distribution_points(*addresses: str) -> bytes:
    """Where the issuer's complete list is."""
    return extension(_DISTRIBUTION_POINTS, _points(addresses))


def freshest_crl(*addresses: str) -> bytes:
    """Where the issuer's delta list is."""
    return extension(_FRESHEST_CRL, _points(addresses))


def authority_information(issuer: str, ocsp: str = "") -> bytes:
    places = [sequence(oid(_OCSP), _uri(ocsp))] if ocsp else []
    return extension(_AUTHORITY_INFORMATION, sequence(*places, sequence(oid(_ISSUER), _uri(issuer))))


def no_check() -> bytes:
    """id-pkix-ocsp-nocheck: this responder's revocation is not checked (RFC 6960, 4.2.2.2.1)."""
    return extension(_NO_CHECK, NULL)


def key_storage() -> bytes:
    """The national authority's own extension: the key is in a file."""
    return extension(_KEY_STORAGE, sequence(oid(_IN_A_FILE)))


def crl_number(number: int) -> bytes:
    return extension(_CRL_NUMBER, integer(number))


def delta_indicator(base_number: int) -> bytes:
    """The list changes the complete one with this number (5.2.4)."""
    return extension(_DELTA_INDICATOR, integer(base_number), critical=True)


def _points(addresses: Iterable[str]) -> bytes:
    return sequence(*(sequence(explicit(0, explicit(0, _uri(address)))) for address in addresses))


def _uri(address: str) -> bytes:
    return encode(_URI, address.encode("ascii"))
