"""OCSP: ask a responder whether a certificate is revoked (RFC 6960; RFC 9654 for the nonce)."""

from auth.certificates.ocsp.acceptance import AcceptedResponse, OcspQuery, accept_response
from auth.certificates.ocsp.client import OcspReply, OcspResponder
from auth.certificates.ocsp.faults import OcspFault
from auth.certificates.ocsp.source import OcspSource, ask_about

__all__ = [
    "AcceptedResponse",
    "OcspFault",
    "OcspQuery",
    "OcspReply",
    "OcspResponder",
    "OcspSource",
    "accept_response",
    "ask_about",
]
