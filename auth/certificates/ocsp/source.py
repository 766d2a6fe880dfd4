"""A responder's reply as a `RevocationSource`."""

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
    """Answers from the reply for one certificate, and from the lists held for all others, its authorities included.

    `about`: that certificate and its issuer; None when no responder was asked. `response`: the octets received, kept as
    evidence (the answer's detail has their digest); empty when there are none.
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
        """Issuers are compared by key: a renewed authority has several certificates."""
        return self.about is not None and (self.about[0], self.about[1].public_key) == (certificate, issuer.public_key)


async def ask_about(
    certificate: Certificate, issuer: Certificate, responder: OcspResponder, lists: RevocationSource, clock: Clock
) -> OcspSource:
    """Ask the responder about `certificate`. Lists answer for all others, and for it if the responder is silent."""
    return OcspSource((certificate, issuer), lists, await responder.ask(certificate, issuer, lists, clock))


def _instead(found: Revocation, fault: OcspFault) -> Revocation:
    """The list's answer, with the reason why the list was used."""
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
