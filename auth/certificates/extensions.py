"""The certificate extensions that decide whether a signature is accepted (RFC 5280, 4.2)."""

from collections.abc import KeysView
from dataclasses import dataclass
from enum import StrEnum

from auth.certificates.der import (
    BIT_STRING,
    BOOLEAN,
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    DerError,
    Element,
    Fields,
    integer,
    oid,
    read_only,
)

SUBJECT_KEY_IDENTIFIER, KEY_USAGE, BASIC_CONSTRAINTS = ("2.5.29.14", "2.5.29.15", "2.5.29.19")
CERTIFICATE_POLICIES, EXTENDED_KEY_USAGE = "2.5.29.32", "2.5.29.37"
NAME_CONSTRAINTS, POLICY_MAPPINGS, POLICY_CONSTRAINTS, INHIBIT_ANY_POLICY = (
    f"2.5.29.{last}" for last in (30, 33, 36, 54)
)
_PROCESSED = {KEY_USAGE, BASIC_CONSTRAINTS, CERTIFICATE_POLICIES, EXTENDED_KEY_USAGE}
_NARROWING = {NAME_CONSTRAINTS, POLICY_MAPPINGS, POLICY_CONSTRAINTS, INHIBIT_ANY_POLICY}


class KeyUsage(StrEnum):
    """Named bits in the order of RFC 5280, 4.2.1.3."""

    DIGITAL_SIGNATURE = "digitalSignature"
    NON_REPUDIATION = "nonRepudiation"
    KEY_ENCIPHERMENT = "keyEncipherment"
    DATA_ENCIPHERMENT = "dataEncipherment"
    KEY_AGREEMENT = "keyAgreement"
    KEY_CERT_SIGN = "keyCertSign"
    CRL_SIGN = "cRLSign"
    ENCIPHER_ONLY = "encipherOnly"
    DECIPHER_ONLY = "decipherOnly"


@dataclass(frozen=True, slots=True)
class Extensions:
    """`unprocessed` holds what no path may contain: see `_unprocessed`."""

    is_authority: bool = False
    path_length: int | None = None
    key_usage: frozenset[KeyUsage] = frozenset()
    extended_key_usage: frozenset[str] = frozenset()
    policies: frozenset[str] = frozenset()
    subject_key_identifier: bytes | None = None
    unprocessed: frozenset[str] = frozenset()


def read_extensions(explicit: Element | None) -> Extensions:
    if explicit is None:
        return Extensions()
    values: dict[str, bytes] = {}
    critical = set()
    for extension in read_only(explicit.body, SEQUENCE).children():
        name, is_critical, value = read_extension(extension)
        if name in values:
            raise DerError
        values[name] = value
        if is_critical:
            critical.add(name)
    is_authority, path_length = _basic_constraints(values.get(BASIC_CONSTRAINTS))
    return Extensions(
        is_authority=is_authority,
        path_length=path_length,
        key_usage=_key_usage(values.get(KEY_USAGE)),
        extended_key_usage=_oids(values.get(EXTENDED_KEY_USAGE)),
        policies=_policies(values.get(CERTIFICATE_POLICIES)),
        subject_key_identifier=_octets(values.get(SUBJECT_KEY_IDENTIFIER)),
        unprocessed=_unprocessed(critical, values.keys()),
    )


def read_extension(extension: Element) -> tuple[str, bool, bytes]:
    """The OID, whether critical, and the value of an Extension (RFC 5280, 4.2)."""
    fields = Fields(extension)
    name, critical, value = (oid(fields.take()), fields.take_if(BOOLEAN), fields.take(OCTET_STRING))
    fields.end()
    return name, critical is not None and critical.body != b"\x00", value.body


def _unprocessed(critical: set[str], present: KeysView[str]) -> frozenset[str]:
    """Critical extensions that are not processed here, and those that narrow a path, critical or not."""
    return frozenset((critical - _PROCESSED) | (_NARROWING & present))


def _basic_constraints(value: bytes | None) -> tuple[bool, int | None]:
    if value is None:
        return False, None
    fields = Fields(read_only(value, SEQUENCE))
    authority, length = fields.take_if(BOOLEAN), fields.take_if(INTEGER)
    fields.end()
    return (authority is not None and authority.body != b"\x00", None if length is None else integer(length))


def _key_usage(value: bytes | None) -> frozenset[KeyUsage]:
    if value is None:
        return frozenset()
    octets = read_only(value, BIT_STRING).body[1:]
    names = enumerate(KeyUsage)
    return frozenset(name for bit, name in names if bit // 8 < len(octets) and octets[bit // 8] << bit % 8 & 0x80)


def _oids(value: bytes | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset(map(oid, read_only(value, SEQUENCE).children()))


def _policies(value: bytes | None) -> frozenset[str]:
    if value is None:
        return frozenset()
    return frozenset(oid(Fields(policy).take()) for policy in read_only(value, SEQUENCE).children())


def _octets(value: bytes | None) -> bytes | None:
    return None if value is None else read_only(value, OCTET_STRING).body
