"""Distribution points: the lists that a certificate names, and the certificates that a list covers.

RFC 5280, 4.2.1.13 (CRLDistributionPoints) and 5.2.5 (IssuingDistributionPoint).
"""

from dataclasses import dataclass
from functools import lru_cache

from auth.certificates.certificate import Certificate
from auth.certificates.encoding.der import SEQUENCE, SET, DerError, Element, read_only
from auth.certificates.encoding.der_writing import encode
from auth.certificates.encoding.names import NameKey, name_key
from auth.certificates.extensions import CRL_DISTRIBUTION_POINTS

_FULL_NAME, _RELATIVE_NAME, _DIRECTORY_NAME = 0xA0, 0xA1, 0xA4
ALL_REASONS = frozenset(range(1, 9))
"""The bits of ReasonFlags (4.2.1.13)."""

GeneralNames = frozenset[NameKey | bytes]
"""Directory names as comparable keys; names of every other form as their DER."""


@dataclass(frozen=True, slots=True)
class DistributionPoint:
    """`names`: empty when the point gives `crl_issuers` alone.

    `crl_issuers`: who signs the list; empty when the certificate's own issuer does.
    """

    names: GeneralNames = frozenset()
    crl_issuers: GeneralNames = frozenset()
    reasons: frozenset[int] = ALL_REASONS


@dataclass(frozen=True, slots=True)
class IssuingDistributionPoint:
    """`raw`: the extension's value, which must be equal in a complete list and its delta (5.2.4)."""

    raw: bytes
    names: GeneralNames = frozenset()
    only_users: bool = False
    only_authorities: bool = False
    only_attributes: bool = False
    indirect: bool = False
    reasons: frozenset[int] = ALL_REASONS


@lru_cache(maxsize=64)
def distribution_points(certificate: Certificate) -> tuple[DistributionPoint, ...]:
    """The certificate's CRLDistributionPoints; empty when the extension is missing or cannot be read.

    The issuer's own list covers the certificate without being named here.
    """
    value = certificate.extensions.values.get(CRL_DISTRIBUTION_POINTS)
    if value is None:
        return ()
    try:
        return tuple(_point(point, certificate.issuer) for point in read_only(value, SEQUENCE).children())
    except ValueError:
        return ()


def issuing_distribution_point(value: bytes, issuer: bytes) -> IssuingDistributionPoint:
    """`issuer`: the list's issuer, to which a relative name is appended. Raises DerError."""
    fields = _tagged(read_only(value, SEQUENCE), 0xA0, 0x81, 0x82, 0x83, 0x84, 0x85)
    return IssuingDistributionPoint(
        raw=value,
        names=_point_names(fields.get(0xA0), issuer),
        only_users=_is_true(fields.get(0x81)),
        only_authorities=_is_true(fields.get(0x82)),
        reasons=_reasons(fields.get(0x83)),
        indirect=_is_true(fields.get(0x84)),
        only_attributes=_is_true(fields.get(0x85)),
    )


def comparable_name(name: bytes) -> NameKey:
    """Raises DerError when the bytes are not a Name."""
    key = name_key(name)
    if key is None:
        raise DerError
    return key


def general_names(names: Element) -> GeneralNames:
    """Raises DerError."""
    return frozenset(
        comparable_name(name.body) if name.tag == _DIRECTORY_NAME else name.raw for name in names.children()
    )


def _point(point: Element, issuer: bytes) -> DistributionPoint:
    fields = _tagged(point, 0xA0, 0x81, 0xA2)
    crl_issuer = fields.get(0xA2)
    above = _sole_directory_name(crl_issuer) if crl_issuer else issuer
    return DistributionPoint(
        names=_point_names(fields.get(0xA0), above),
        crl_issuers=general_names(crl_issuer) if crl_issuer else frozenset(),
        reasons=_reasons(fields.get(0x81)),
    )


def _point_names(point: Element | None, above: bytes | None) -> GeneralNames:
    """Of a DistributionPointName. `above`: the Name to which a relative name is appended."""
    if point is None:
        return frozenset()
    name = read_only(point.body, _FULL_NAME, _RELATIVE_NAME)
    if name.tag == _FULL_NAME:
        return general_names(name)
    if above is None:
        raise DerError
    return frozenset({comparable_name(encode(SEQUENCE, read_only(above, SEQUENCE).body, encode(SET, name.body)))})


def _sole_directory_name(names: Element) -> bytes | None:
    found = [name.body for name in names.children() if name.tag == _DIRECTORY_NAME]
    return found[0] if len(found) == 1 else None


def _reasons(flags: Element | None) -> frozenset[int]:
    if flags is None:
        return ALL_REASONS
    if not flags.body or flags.body[0] > 7:
        raise DerError
    octets = flags.body[1:]
    return frozenset(bit for bit in ALL_REASONS if bit // 8 < len(octets) and octets[bit // 8] << bit % 8 & 0x80)


def _is_true(flag: Element | None) -> bool:
    return flag is not None and flag.body != b"\x00"


def _tagged(sequence: Element, *known: int) -> dict[int, Element]:
    """The members of a sequence by tag. Raises DerError for a tag that is unknown or stands twice."""
    members = list(sequence.children())
    found = {member.tag: member for member in members}
    if len(found) != len(members) or not found.keys() <= set(known):
        raise DerError
    return found
