"""Asking a responder whether a certificate is revoked (RFC 6960; RFC 9654 for the nonce)."""

from auth.certificates.ocsp.client import Asked, OcspResponder
from auth.certificates.ocsp.faults import OcspFault
from auth.certificates.ocsp.judge import Answer, Question, judge
from auth.certificates.ocsp.source import OcspSource, ask_about

__all__ = ["Answer", "Asked", "OcspFault", "OcspResponder", "OcspSource", "Question", "ask_about", "judge"]
