"""The certificate extensions that verdicts need (RFC 5280, 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from auth.certificates.encoding.der import (
    BIT_STRING,
    BOOLEAN,
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    DerError,
    Element,
    Fields,
    oid,
    read_only,
)

SUBJECT_KEY_IDENTIFIER, KEY_USAGE, SUBJECT_ALTERNATIVE_NAME, BASIC_CONSTRAINTS, NAME_CONSTRAINTS = (
    f"2.5.29.{last}" for last in (14, 15, 17, 19, 30)
)
CRL_DISTRIBUTION_POINTS, CERTIFICATE_POLICIES, POLICY_MAPPINGS, AUTHORITY_KEY_IDENTIFIER = (
    f"2.5.29.{last}" for last in (31, 32, 33, 35)
)
POLICY_CONSTRAINTS, EXTENDED_KEY_USAGE, INHIBIT_ANY_POLICY = (f"2.5.29.{last}" for last in (36, 37, 54))
_PROCESSED = {
    KEY_USAGE,
    SUBJECT_ALTERNATIVE_NAME,
    BASIC_CONSTRAINTS,
    NAME_CONSTRAINTS,
    CERTIFICATE_POLICIES,
    POLICY_MAPPINGS,
    POLICY_CONSTRAINTS,
    EXTENDED_KEY_USAGE,
    INHIBIT_ANY_POLICY,
}
_QUALIFIERS = {"1.3.6.1.5.5.7.2.1", "1.3.6.1.5.5.7.2.2"}
"""CPS pointer and user notice: neither changes the processing (4.2.1.4)."""
_MOST_POLICIES, _LONGEST_NUMBER = 64, 8
_remembered = lru_cache(maxsize=64)
"""Each authority writes the same few values into every certificate; none of them is personal data."""
_REQUIRE_EXPLICIT, _INHIBIT_MAPPING, _KEY_IDENTIFIER = 0x80, 0x81, 0x80


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
    """`values`: every extension's value by OID. `unprocessed`: critical extensions that are not processed here.

    `require_explicit_policy` and the next two count certificates (4.2.1.11, 4.2.1.14).
    """

    is_authority: bool = False
    path_length: int | None = None
    key_usage: frozenset[KeyUsage] = frozenset()
    extended_key_usage: frozenset[str] = frozenset()
    policies: frozenset[str] = frozenset()
    policy_mappings: tuple[tuple[str, str], ...] = ()
    require_explicit_policy: int | None = None
    inhibit_policy_mapping: int | None = None
    inhibit_any_policy: int | None = None
    subject_key_identifier: bytes | None = None
    authority_key_identifier: bytes | None = None
    critical: frozenset[str] = frozenset()
    unprocessed: frozenset[str] = frozenset()
    values: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def allows(self, *usages: KeyUsage) -> bool:
        """Whether the key may be used for one of these; without the extension, for any (6.1.4 n)."""
        return KEY_USAGE not in self.values or not self.key_usage.isdisjoint(usages)


def read_extensions(explicit: Element | None) -> Extensions:
    """Raises DerError when a processed extension cannot be read, or one stands twice (4.2)."""
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
    return _extensions(values, frozenset(critical))


def _extensions(values: dict[str, bytes], critical: frozenset[str]) -> Extensions:
    is_authority, path_length = _basic_constraints(values.get(BASIC_CONSTRAINTS))
    policies, qualifiers = _policies(values.get(CERTIFICATE_POLICIES))
    require_explicit, inhibit_mapping = _policy_constraints(values.get(POLICY_CONSTRAINTS))
    unprocessed = critical - _PROCESSED
    if CERTIFICATE_POLICIES in critical and not qualifiers <= _QUALIFIERS:
        unprocessed |= {CERTIFICATE_POLICIES}
    return Extensions(
        is_authority=is_authority,
        path_length=path_length,
        key_usage=_key_usage(values.get(KEY_USAGE)),
        extended_key_usage=_oids(values.get(EXTENDED_KEY_USAGE)),
        policies=policies,
        policy_mappings=_policy_mappings(values.get(POLICY_MAPPINGS)),
        require_explicit_policy=require_explicit,
        inhibit_policy_mapping=inhibit_mapping,
        inhibit_any_policy=_number(values.get(INHIBIT_ANY_POLICY)),
        subject_key_identifier=_octets(values.get(SUBJECT_KEY_IDENTIFIER)),
        authority_key_identifier=_authority_key_identifier(values.get(AUTHORITY_KEY_IDENTIFIER)),
        critical=critical,
        unprocessed=unprocessed,
        values=values,
    )


@_remembered
def read_extension(extension: Element) -> tuple[str, bool, bytes]:
    """The OID of an Extension, whether it is critical, and its value (RFC 5280, 4.2)."""
    fields = Fields(extension)
    name, critical, value = (oid(fields.take()), fields.take_if(BOOLEAN), fields.take(OCTET_STRING))
    fields.end()
    return name, critical is not None and critical.body != b"\x00", value.body


@_remembered
def _basic_constraints(value: bytes | None) -> tuple[bool, int | None]:
    if value is None:
        return False, None
    fields = Fields(read_only(value, SEQUENCE))
    authority, length = fields.take_if(BOOLEAN), fields.take_if(INTEGER)
    fields.end()
    return authority is not None and authority.body != b"\x00", _natural(length)


@_remembered
def _key_usage(value: bytes | None) -> frozenset[KeyUsage]:
    if value is None:
        return frozenset()
    octets = read_only(value, BIT_STRING).body[1:]
    names = enumerate(KeyUsage)
    return frozenset(name for bit, name in names if bit // 8 < len(octets) and octets[bit // 8] << bit % 8 & 0x80)


@_remembered
def _oids(value: bytes | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset(map(oid, read_only(value, SEQUENCE).children()))


@_remembered
def _policies(value: bytes | None) -> tuple[frozenset[str], frozenset[str]]:
    """The policies, and the kinds of their qualifiers."""
    policies, qualifiers = set(), set()
    for information in _sequence(value):
        fields = Fields(information)
        policy = oid(fields.take())
        if policy in policies:
            raise DerError
        policies.add(policy)
        if given := fields.take_if(SEQUENCE):
            qualifiers |= {oid(Fields(qualifier).take()) for qualifier in given.children()}
    return frozenset(policies), frozenset(qualifiers)


def _policy_mappings(value: bytes | None) -> tuple[tuple[str, str], ...]:
    """From the issuer's policies to the subject's (4.2.1.5)."""
    pairs = [Fields(mapping) for mapping in _sequence(value)]
    return tuple((oid(pair.take()), oid(pair.take())) for pair in pairs)


def _sequence(value: bytes | None) -> list[Element]:
    members = [] if value is None else list(read_only(value, SEQUENCE).children())
    if len(members) > _MOST_POLICIES:
        raise DerError
    return members


def _policy_constraints(value: bytes | None) -> tuple[int | None, int | None]:
    if value is None:
        return None, None
    fields = Fields(read_only(value, SEQUENCE))
    explicit, mapping = fields.take_if(_REQUIRE_EXPLICIT), fields.take_if(_INHIBIT_MAPPING)
    fields.end()
    return _natural(explicit), _natural(mapping)


def _number(value: bytes | None) -> int | None:
    return None if value is None else _natural(read_only(value, INTEGER))


def _natural(element: Element | None) -> int | None:
    """A number of certificates. The tag is not checked, as it may be implicit."""
    if element is None:
        return None
    if not 0 < len(element.body) <= _LONGEST_NUMBER or element.body[0] & 0x80:
        raise DerError
    return int.from_bytes(element.body, "big")


def _octets(value: bytes | None) -> bytes | None:
    return None if value is None else read_only(value, OCTET_STRING).body


def _authority_key_identifier(value: bytes | None) -> bytes | None:
    found = None if value is None else Fields(read_only(value, SEQUENCE)).take_if(_KEY_IDENTIFIER)
    return found.body if found else None
