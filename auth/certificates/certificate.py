"""An X.509 certificate (RFC 5280, 4.1), with the fields that verdicts need.

The DER is sliced here, not parsed by a library: names are compared and signatures verified over the bytes that were
signed, and an unknown key algorithm does not keep the other fields from being read.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from auth.certificates import extensions
from auth.certificates.algorithms import AlgorithmIdentifier, Signed, read_algorithm, read_signed
from auth.certificates.encoding.der import (
    INTEGER,
    SEQUENCE,
    DerError,
    Element,
    Fields,
    directory_string,
    elements,
    integer,
    moment,
    oid,
    read_only,
)
from auth.certificates.extensions import Extensions

Attributes = tuple[tuple[str, str], ...]
"""Types and values of a Name, in order (RFC 5280, 4.1.2.4)."""

_COMMON_NAME = "2.5.4.3"
_VERSION_3 = 2
_MOST_OCTETS = 1 << 14
"""Several times the size of any certificate issued to a person."""
_ISSUER_ID, _SUBJECT_ID = (0x81, 0xA1), (0x82, 0xA2)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Two are equal when their bytes are. The repr shows only the digest, as the subject is a person."""

    der: bytes = field(repr=False)
    sha256: str = field(compare=False)
    signed: Signed = field(repr=False, compare=False)
    serial: int = field(repr=False, compare=False)
    issuer: bytes = field(repr=False, compare=False)
    not_before: datetime = field(repr=False, compare=False)
    not_after: datetime = field(repr=False, compare=False)
    subject: bytes = field(repr=False, compare=False)
    issuer_attributes: Attributes = field(repr=False, compare=False)
    subject_attributes: Attributes = field(repr=False, compare=False)
    public_key: bytes = field(repr=False, compare=False)
    extensions: Extensions = field(repr=False, compare=False)

    @property
    def issuer_name(self) -> str:
        """The authority's common name."""
        return next((value for kind, value in self.issuer_attributes if kind == _COMMON_NAME), "")

    def subject_values(self, attribute: str) -> list[str]:
        """All values of this type in the subject; their order differs between issuing channels."""
        return [value for kind, value in self.subject_attributes if kind == attribute]

    def is_valid_at(self, at: datetime) -> bool:
        return self.not_before <= at <= self.not_after


def read_certificate(der: bytes) -> Certificate | None:
    """None when the bytes are not exactly one certificate."""
    try:
        return _certificate(der) if len(der) <= _MOST_OCTETS else None
    except (ValueError, OverflowError):
        return None


def _certificate(der: bytes) -> Certificate:
    signed, fields = read_signed(der)
    version = fields.take_if(0xA0)
    serial = integer(fields.take(INTEGER))
    _same_algorithm(signed.algorithm, read_algorithm(fields.take(SEQUENCE)))
    issuer, validity, subject = (fields.take(SEQUENCE), Fields(fields.take(SEQUENCE)), fields.take(SEQUENCE))
    public_key = fields.take(SEQUENCE)
    fields.take_if(*_ISSUER_ID)
    fields.take_if(*_SUBJECT_ID)
    found = extensions.read_extensions(fields.take_if(0xA3))
    fields.end()
    _fitting_version(version, has_extensions=bool(found.values))
    return Certificate(
        der=der,
        sha256=hashlib.sha256(der).hexdigest(),
        signed=signed,
        serial=serial,
        issuer=issuer.raw,
        not_before=moment(validity.take()),
        not_after=moment(validity.take()),
        subject=subject.raw,
        issuer_attributes=_issuer_attributes(issuer),
        subject_attributes=_attributes(subject),
        public_key=public_key.raw,
        extensions=found,
    )


def _fitting_version(explicit: Element | None, *, has_extensions: bool) -> None:
    """RFC 5280, 4.1.2.1: extensions need version 3, which is encoded as 2."""
    version = integer(read_only(explicit.body, INTEGER)) if explicit else 0
    if not (version == _VERSION_3 if has_extensions else 0 <= version <= _VERSION_3):
        raise DerError


def _same_algorithm(outer: AlgorithmIdentifier, inner: AlgorithmIdentifier) -> None:
    """RFC 5280, 4.1.1.2. By OID only: some authorities leave out NULL parameters in one of the two places."""
    if outer.oid != inner.oid:
        raise DerError


@lru_cache(maxsize=64)
def _issuer_attributes(name: Element) -> Attributes:
    """Cached, as there are few issuers. Subjects are people and are not cached."""
    return _attributes(name)


def _attributes(name: Element) -> Attributes:
    found = []
    for relative_name in elements(name.body):
        for attribute in elements(relative_name.body):
            kind, value = elements(attribute.body)
            found.append((oid(kind), directory_string(value)))
    return tuple(found)
