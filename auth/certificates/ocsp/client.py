"""The responder of the settings. Addresses in certificates are never followed."""

import secrets
from dataclasses import dataclass, field

import httpx

from auth.certificates.certificate import Certificate
from auth.certificates.exchange import Exchange, ExchangeFault
from auth.certificates.ocsp.acceptance import AcceptedResponse, OcspQuery, accept_response
from auth.certificates.ocsp.cert_id import SHA1
from auth.certificates.ocsp.faults import OcspFault
from auth.certificates.ocsp.request import NONCE_OCTETS, ocsp_request
from auth.certificates.revocation import RevocationSource
from portal.kernel.clock import Clock

_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class OcspReply:
    """The accepted response or the fault. `response`: the octets received, kept as evidence."""

    answer: AcceptedResponse | OcspFault
    response: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class OcspResponder:
    """`digest`: the OID of the hash in CertIDs. `seconds`: the limit of the whole exchange."""

    url: str
    client: httpx.AsyncClient = field(repr=False)
    digest: str = SHA1
    seconds: float = _SECONDS

    async def ask(
        self, certificate: Certificate, issuer: Certificate, lists: RevocationSource, clock: Clock
    ) -> OcspReply:
        """One request, without retries. `lists`: for the responder's own certificate.

        The response is judged at the moment it is received.
        """
        nonce = secrets.token_bytes(NONCE_OCTETS)
        exchange = Exchange(
            self.url,
            self.client,
            agent="Kezek OCSP client",
            asks="application/ocsp-request",
            answers="application/ocsp-response",
            seconds=self.seconds,
        )
        response = await exchange.post(ocsp_request(certificate, issuer, nonce, self.digest))
        if isinstance(response, ExchangeFault):
            return OcspReply(OcspFault(response.value))
        return OcspReply(accept_response(response, OcspQuery(certificate, issuer, nonce), lists, clock.now()), response)
