"""What is known of a certificate only later: revocation data issued after a signature had arrived."""

from dataclasses import dataclass
from datetime import datetime

from auth.certificates.certificate import Certificate
from auth.certificates.revocation import Revocation
from auth.signatures import IssuedAfter, RevocationSource


@dataclass(frozen=True, slots=True)
class SignerIssuedAfter:
    """About a signer, only what was issued after `moment`; about authorities, what there is.

    The lists that name authorities come once in some months: nobody would wait for them, and they are not what a
    stolen key is reported to.
    """

    source: RevocationSource
    moment: datetime

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        source = self.source
        if not certificate.extensions.is_authority:
            source = IssuedAfter(source, self.moment)
        return source.look_up(certificate, issuer, at)
