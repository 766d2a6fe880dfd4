"""What a responder said, as the source that a verdict asks: see `RevocationSource`."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from auth.certificates.certificate import Certificate
from auth.certificates.codes import Code
from auth.certificates.ocsp.acceptance import AcceptedResponse
from auth.certificates.ocsp.client import OcspReply, OcspResponder
from auth.certificates.ocsp.faults import OcspFault
from auth.certificates.revocation import Revocation, RevocationData, RevocationSource, Unknown
from portal.kernel.clock import Clock

_NO_MOMENT = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OcspSource:
    """The answer about one certificate; about every other, the authorities above among them, the lists held.

    `about`: certificate and issuer; None where nothing was asked, and lists alone answer. `response`: the octets
    that came, to be kept as evidence (their digest is in the answer's detail); empty where none came.
    """

    about: tuple[Certificate, Certificate] | None
    lists: RevocationSource
    asked: OcspReply | None = None

    @property
    def response(self) -> bytes:
        return self.asked.response if self.asked else b""

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        if self.asked is None or not self._is_about(certificate, issuer):
            return self.lists.look_up(certificate, issuer, at)
        answer = self.asked.answer
        if isinstance(answer, AcceptedResponse):
            return answer.at(at)
        if answer.is_silence:
            return _instead(self.lists.look_up(certificate, issuer, at), answer)
        return Unknown(Code.OCSP_BAD_ANSWER, _of_no_use(self.asked.response, answer))

    def _is_about(self, certificate: Certificate, issuer: Certificate) -> bool:
        """By the issuer's key: a renewed authority has several certificates."""
        return self.about is not None and (self.about[0], self.about[1].public_key) == (certificate, issuer.public_key)


async def ask_about(
    certificate: Certificate, issuer: Certificate, responder: OcspResponder, lists: RevocationSource, clock: Clock
) -> OcspSource:
    """RFC 6960 for `certificate`, lists for the rest and, only where the responder is silent, for it too."""
    return OcspSource((certificate, issuer), lists, await responder.ask(certificate, issuer, lists, clock))


def _instead(found: Revocation, fault: OcspFault) -> Revocation:
    """What the list says, with why it was asked."""
    if isinstance(found, Unknown):
        return Unknown(Code.OCSP_UNREACHABLE, _with_fault(found.data or RevocationData(_NO_MOMENT), fault))
    return replace(found, data=_with_fault(found.data, fault))


def _with_fault(data: RevocationData, fault: OcspFault) -> RevocationData:
    return RevocationData(data.this_update, {**data.detail, "ocsp_fault": fault.value})


def _of_no_use(response: bytes, fault: OcspFault) -> RevocationData:
    detail = {"ocsp_fault": fault.value}
    if response:
        detail["ocsp_sha256"] = hashlib.sha256(response).hexdigest()
    return RevocationData(_NO_MOMENT, detail)
