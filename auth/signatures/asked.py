"""The responder asked about the one who signed, before a verdict is given."""

from datetime import datetime

from auth.certificates.ocsp import OcspResponder, OcspSource, ask_about
from auth.certificates.trust import TrustStore
from auth.signatures.case import SignatureCase, open_signature


async def asked(cms: bytes, trust: TrustStore, responder: OcspResponder, now: datetime) -> OcspSource:
    """The source for `verify_detached`: OCSP for the signer's certificate, the lists held for the authorities.

    Nothing is sent for bytes that are no signature, or for a certificate that no configured authority issued:
    the verdict fails on these. `now` is when it is asked; the verdict may be about an earlier moment.
    """
    case = open_signature(cms)
    if not isinstance(case, SignatureCase):
        return OcspSource(None, trust.crls)
    found = trust.find_path(case.certificate, case.enclosed, now)
    if found.fault or not found.authorities:
        return OcspSource(None, trust.crls)
    return await ask_about(case.certificate, found.authorities[0], responder, trust.crls, now)
