"""A TSA that was revoked after it issued a token (RFC 3161, 4, 1 to 3)."""

from dataclasses import dataclass
from datetime import datetime

from auth.certificates.certificate import Certificate
from auth.certificates.revocation import NotRevoked, Reason, Revocation, RevocationSource, Revoked

_KEY_STILL_GOOD = {Reason.AFFILIATION_CHANGED, Reason.SUPERSEDED, Reason.CESSATION_OF_OPERATION}
"""Reasons that exclude a compromised key. Unspecified is not one of them: it also stands for a missing reason."""


@dataclass(frozen=True, slots=True)
class RevokedLater:
    """The status that `source` gives at `now`, applied to an earlier moment."""

    source: RevocationSource
    now: datetime

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        found = self.source.look_up(certificate, issuer, max(at, self.now))
        if isinstance(found, Revoked) and found.revoked_at > at and found.reason in _KEY_STILL_GOOD:
            return NotRevoked(found.data)
        return found
