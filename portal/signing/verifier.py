"""The portal's verifier: the configured authorities, their lists, and a responder if one is configured."""

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
"""Threads. A judgement takes 0.3 ms for RSA and 4 ms for GOST; bytes made to be costly take longer."""


class ResponderSource(RevocationSource, Protocol):
    """A source of revocation data from a responder, with the octets of its response."""

    @property
    def response(self) -> bytes: ...


AskResponder = Callable[[bytes], Awaitable[ResponderSource]]
"""Asks the responder about the signer of a CMS. Takes any bytes: what is no CMS is judged without a response."""


class TrustVerifier:
    """Judges against one trust store, in its own threads."""

    def __init__(self, trust: TrustStore, ask: AskResponder | None = None) -> None:
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
