"""Time-stamps of accepted signatures (RFC 3161): request them, store them, and verify signatures by them later."""

import hashlib
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from auth.signatures import Check, Code, Result, TrustStore, Verdict
from auth.signatures.time_stamps import TimeStampAuthority, TimeStampRefusal, signature_octets, valid_when_signed
from auth.signatures.time_stamps import VerifiedTimeStamp as Stamp
from portal.database.insert_once import insert_once
from portal.database.transactions import Transactions
from portal.kernel.clock import Clock
from portal.observing.metrics import TIME_STAMPS
from portal.outbox.work import Again, Effect, Task
from portal.signing.receive import Verifier, expected_of
from portal.signing.tables import Signature, TimeStamp

_SHORTEST, _LONGEST = timedelta(seconds=5), timedelta(minutes=10)
_log = structlog.get_logger(__name__)


class AskForTimeStamp:
    """The handler of "signing.time_stamp". Retries with growing waits; nothing else depends on the result.

    Does nothing without an authority.
    """

    def __init__(
        self, transactions: Transactions, authority: TimeStampAuthority | None, trust: TrustStore, clock: Clock
    ) -> None:
        self._transactions = transactions
        self._authority = authority
        self._trust = trust
        self._clock = clock

    async def __call__(self, task: Task) -> Effect | Again | None:
        if self._authority is None:
            return None
        async with self._transactions.reading() as session:
            signature = await session.get_one(Signature, UUID(task.payload["signature"]))
        asked_at = self._clock.now()
        stamp = await self._authority.stamp(signature_octets(signature.cms), self._trust, self._clock)
        if isinstance(stamp, TimeStampRefusal):
            return Again(self._clock.now() + _wait(stamp, task.attempts))
        TIME_STAMPS.labels("stamped").inc()
        return _keep(signature.id, stamp, asked_at)


def _wait(refusal: TimeStampRefusal, attempts: int) -> timedelta:
    TIME_STAMPS.labels(refusal.code.value).inc()
    if refusal.retry:
        return min(_SHORTEST * (1 << min(attempts - 1, 10)), _LONGEST)
    # A retry helps only after somebody has changed a setting, here or at the authority: the log tells them.
    _log.warning("time_stamp_refused", code=refusal.code.value)
    return _LONGEST


def _keep(signature_id: UUID, stamp: Stamp, asked_at: datetime) -> Effect:
    row = {
        "signature_id": signature_id,
        "token": stamp.token,
        "gen_time": stamp.gen_time,
        "tsa_sha256": hashlib.sha256(stamp.certificate).hexdigest(),
        "asked_at": asked_at,
        "evidence": [asdict(check) for check in stamp.checks],
    }

    async def keep(session: AsyncSession) -> None:
        await session.execute(insert_once(session, TimeStamp).values(row))

    return keep


async def with_proof(session: AsyncSession, verifier: Verifier, signature: Signature) -> bytes:
    """Return the CMS to keep, with the issuing certificates, and its time-stamp if there is one."""
    stamp = await session.get(TimeStamp, signature.id)
    return verifier.with_chain(signature.cms, stamp.token if stamp else None)


async def was_valid(session: AsyncSession, signature: Signature, trust: TrustStore, now: datetime) -> Verdict:
    """Judge at any later time whether the signature was valid when it was signed (ETSI EN 319 102-1, 5.5).

    Rests on the time-stamp and, once the certificate has expired, on the stored checks. Without a time-stamp the
    signature is judged as of `now`.
    """
    stamp = await session.get(TimeStamp, signature.id)
    kept = [*signature.evidence, *(signature.evidence_again or []), *(stamp.evidence if stamp else [])]
    return valid_when_signed(
        signature.cms,
        signature.content,
        expected_of(signature),
        trust,
        stamp.token if stamp else b"",
        now,
        recorded=[_check(row) for row in kept],
    )


def _check(row: dict[str, Any]) -> Check:
    return Check(row["name"], Result(row["result"]), Code(row["code"]) if row["code"] else None, dict(row["detail"]))
