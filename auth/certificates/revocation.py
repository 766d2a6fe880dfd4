"""Revocation status: the answers of lists and responders, and the data they rest on."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from auth.certificates.certificate import Certificate
from auth.certificates.codes import Code


class Reason(IntEnum):
    """CRLReason (RFC 5280, 5.3.1)."""

    UNSPECIFIED = 0
    KEY_COMPROMISE = 1
    CA_COMPROMISE = 2
    AFFILIATION_CHANGED = 3
    SUPERSEDED = 4
    CESSATION_OF_OPERATION = 5
    CERTIFICATE_HOLD = 6
    REMOVE_FROM_CRL = 8
    PRIVILEGE_WITHDRAWN = 9
    AA_COMPROMISE = 10


@dataclass(frozen=True, slots=True)
class RevocationData:
    """`this_update`: the moment that the data describe. `detail`: stored as evidence, without personal data."""

    this_update: datetime
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotRevoked:
    data: RevocationData


@dataclass(frozen=True, slots=True)
class Revoked:
    data: RevocationData
    revoked_at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class OnHold:
    data: RevocationData
    revoked_at: datetime


@dataclass(frozen=True, slots=True)
class Unknown:
    """The status cannot be determined: neither good nor revoked. `data`: what was examined and did not suffice."""

    code: Code = Code.REVOCATION_UNKNOWN
    data: RevocationData | None = None


Revocation = NotRevoked | Revoked | OnHold | Unknown


class RevocationSource(Protocol):
    """Answers from the lists that are held, from a responder, or from both."""

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        """Whether `issuer` had revoked `certificate` at the moment `at`."""
        ...


@dataclass(frozen=True, slots=True)
class IssuedAfter:
    """The answers of `source` that rest on data issued after `moment`; otherwise Unknown."""

    source: RevocationSource
    moment: datetime

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        found = self.source.look_up(certificate, issuer, at)
        if found.data is None or found.data.this_update <= self.moment:
            return Unknown(Code.REVOCATION_NOT_YET, found.data)
        return found


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Always Unknown: for the other checks, made before a responder is asked."""

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:  # noqa: ARG002
        return Unknown()
