"""Revocation data issued after a signature arrived."""

from dataclasses import dataclass
from datetime import datetime

from auth.certificates.certificate import Certificate
from auth.certificates.revocation import Revocation
from auth.signatures import IssuedAfter, RevocationSource


@dataclass(frozen=True, slots=True)
class SignerIssuedAfter:
    """A source that answers for signers only from data issued after `moment`, and for authorities from any data.

    Authorities' lists come once in some months, too late to wait for, and a stolen signer's key is not in them.
    """

    source: RevocationSource
    moment: datetime

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        source = self.source
        if not certificate.extensions.is_authority:
            source = IssuedAfter(source, self.moment)
        return source.look_up(certificate, issuer, at)
