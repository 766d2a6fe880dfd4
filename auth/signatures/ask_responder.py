"""Ask the responder about a signer, before the verdict."""

from auth.certificates.ocsp import OcspResponder, OcspSource, ask_about
from auth.certificates.trust import TrustStore
from auth.signatures.case import SignatureCase, open_signature
from portal.kernel.clock import Clock


async def ask_responder(cms: bytes, trust: TrustStore, responder: OcspResponder, clock: Clock) -> OcspSource:
    """The source for `verify_detached`: OCSP for the signer's certificate, the lists held for the authorities.

    Nothing is sent for bytes that are not a signature, or for a certificate without a path to a configured root: the
    verdict on these fails anyway. The verdict may be for an earlier moment than now.
    """
    case = open_signature(cms)
    if not isinstance(case, SignatureCase):
        return OcspSource(None, trust.crls)
    found = trust.find_path(case.certificate, case.enclosed, clock.now())
    if found.fault or not found.authorities:
        return OcspSource(None, trust.crls)
    return await ask_about(case.certificate, found.authorities[0], responder, trust.crls, clock)
