"""Revocation status of expired certificates: lists may drop them (RFC 5280, 3.3), so earlier findings are used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from auth.certificates.certificate import Certificate
from auth.certificates.checks import Check, Result
from auth.certificates.codes import Code
from auth.certificates.revocation import (
    NotRevoked,
    OnHold,
    Revocation,
    RevocationData,
    RevocationSource,
    Revoked,
    Unknown,
)

_THIS_UPDATE = ("ocsp_this_update", "delta_this_update", "crl_this_update")


@dataclass(frozen=True, slots=True)
class SinceExpired:
    """For a certificate that has expired by `now`: NotRevoked is not accepted from data issued after its expiry.

    Revoked and OnHold are. Otherwise `recorded` answers, by the SHA-256 of the certificate.
    """

    source: RevocationSource
    now: datetime
    recorded: Mapping[str, RevocationData] = field(default_factory=dict)

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        found = self.source.look_up(certificate, issuer, at)
        if self.now <= certificate.not_after or isinstance(found, Revoked | OnHold):
            return found
        if isinstance(found, NotRevoked) and found.data.this_update <= certificate.not_after:
            return found
        kept = self.recorded.get(certificate.sha256)
        return NotRevoked(kept) if kept else Unknown(Code.REVOCATION_UNKNOWN, found.data)


def recorded_by(checks: Iterable[Check]) -> dict[str, RevocationData]:
    """The certificates that stored checks found not revoked, by SHA-256. The last known result counts."""
    found: dict[str, RevocationData] = {}
    certificate, authorities = "", iter([""])
    for check in checks:
        if check.name == "certificate":
            certificate = check.detail.get("sha256", "")
        elif check.name == "path":
            authorities = iter(check.detail.get("sha256", "").split())
        elif check.name in ("revocation", "issuer_revocation"):
            about = certificate if check.name == "revocation" else next(authorities, "")
            if check.result is Result.FAILED:
                found.pop(about, None)
            elif data := _data(check):
                found[about] = data
    return found


def _data(check: Check) -> RevocationData | None:
    named = next((check.detail[name] for name in _THIS_UPDATE if name in check.detail), None)
    if check.result is not Result.PASSED or named is None:
        return None
    return RevocationData(datetime.fromisoformat(named), check.detail)
