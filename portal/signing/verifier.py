"""The verifier the portal uses: configured authorities, the lists held, and a responder where there is one."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Protocol

from auth.signatures import ExpectedSigner, NotAsked, RevocationSource, TrustStore, Verdict, add_chain, verify_detached
from auth.signatures.time_stamps import embed
from portal.signing.later import SignerIssuedAfter
from portal.signing.receive import Judgement

_AT_ONCE = 2
"""A judgement takes 0.3 ms for RSA and 4 ms for GOST; bytes made to be costly take longer, and stall nobody here."""


class Answered(RevocationSource, Protocol):
    """A responder's answer as a source, with the octets that came."""

    @property
    def response(self) -> bytes: ...


Ask = Callable[[bytes], Awaitable[Answered]]
"""Asks the responder about the signer of a CMS. Any bytes: what cannot be asked about has its verdict without."""


class TrustVerifier:
    """Judges against one trust store, in threads of its own."""

    def __init__(self, trust: TrustStore, ask: Ask | None = None) -> None:
        self._trust = trust
        self._ask = ask
        self._threads = ThreadPoolExecutor(_AT_ONCE, "signatures")

    async def judge_offline(self, cms: bytes, content: bytes, expected: ExpectedSigner, at: datetime) -> Verdict:
        source = NotAsked() if self._ask else self._trust.crls
        return await self._judge(cms, content, expected, at, source)

    async def judge_online(
        self, cms: bytes, content: bytes, expected: ExpectedSigner, at: datetime, after: datetime | None = None
    ) -> Judgement:
        answered = await self._ask(cms) if self._ask else None
        source: RevocationSource = answered or self._trust.crls
        if after is not None:
            source = SignerIssuedAfter(source, after)
        verdict = await self._judge(cms, content, expected, at, source)
        return Judgement(verdict, answered.response if answered else b"")

    def with_chain(self, cms: bytes, time_stamp: bytes | None = None) -> bytes:
        chained = add_chain(cms, [authority.der for authority in self._trust.intermediates])
        return embed(chained, time_stamp) if time_stamp else chained

    async def _judge(
        self, cms: bytes, content: bytes, expected: ExpectedSigner, at: datetime, source: RevocationSource
    ) -> Verdict:
        work = partial(verify_detached, cms, content, expected, self._trust, at, source)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
