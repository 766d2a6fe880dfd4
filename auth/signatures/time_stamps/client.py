"""The time-stamping authority of the settings."""

import secrets
from dataclasses import dataclass, field

import httpx

from auth.certificates.algorithms import SHA256
from auth.certificates.exchange import Exchange, ExchangeFault
from auth.certificates.revocation import RevocationSource
from auth.certificates.trust import TrustStore
from auth.signatures.time_stamps.codes import TimeStampCode
from auth.signatures.time_stamps.outcome import TimeStampRefusal, VerifiedTimeStamp
from auth.signatures.time_stamps.request import time_stamp_request
from auth.signatures.time_stamps.response import read_time_stamp_response
from auth.signatures.time_stamps.verify import verify_time_stamp
from portal.kernel.clock import Clock

_SECONDS = 10.0
_NONCE_BITS = 64
_SILENCE = {ExchangeFault.UNREACHABLE, ExchangeFault.HTTP_STATUS, ExchangeFault.EMPTY}


@dataclass(frozen=True, slots=True)
class TimeStampAuthority:
    """`policy`: the OID to request; empty: the authority's default. `digest`: the OID of the imprint's hash.

    `seconds`: the limit of the whole exchange.
    """

    url: str
    client: httpx.AsyncClient = field(repr=False)
    policy: str = ""
    digest: str = SHA256
    seconds: float = _SECONDS

    async def stamp(
        self, signature_octets: bytes, trust: TrustStore, clock: Clock, revocation: RevocationSource | None = None
    ) -> VerifiedTimeStamp | TimeStampRefusal:
        """A verified time-stamp of these octets: see `signature_octets` and `verify_time_stamp`.

        Its genTime is compared with the moment the response is received.
        """
        nonce = secrets.randbits(_NONCE_BITS)
        answer = await self._ask(time_stamp_request(signature_octets, nonce, self.policy, self.digest))
        if isinstance(answer, ExchangeFault):
            code = TimeStampCode.UNREACHABLE if answer in _SILENCE else TimeStampCode.NOT_AN_ANSWER
            return TimeStampRefusal(code, retry=True, detail={"exchange": answer.value})
        token = read_time_stamp_response(answer)
        if isinstance(token, TimeStampRefusal):
            return token
        stamp = verify_time_stamp(token, signature_octets, trust, clock.now(), nonce, revocation)
        if isinstance(stamp, VerifiedTimeStamp) and self.policy not in ("", stamp.policy):
            return TimeStampRefusal(TimeStampCode.OTHER_POLICY, retry=False, detail={"policy": stamp.policy})
        return stamp

    async def _ask(self, request: bytes) -> bytes | ExchangeFault:
        exchange = Exchange(
            self.url,
            self.client,
            agent="Kezek TSP client",
            asks="application/timestamp-query",
            answers="application/timestamp-reply",
            seconds=self.seconds,
        )
        return await exchange.post(request)
