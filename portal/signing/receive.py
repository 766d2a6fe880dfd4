"""Receive a signature, judge it, and record the verdict: at arrival, again if indeterminate, and once more later."""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from auth.signatures import CITIZEN, OFFICIAL, Cms, ExpectedSigner, Indeterminate, Invalid, Valid, Verdict
from portal.observing.metrics import VERDICTS
from portal.outbox.put import put
from portal.signing.tables import OcspResponse, Signature, SignatureState

CHECK_AGAIN = "signing.check_again"
LOOK_AGAIN = "signing.look_again"
TIME_STAMP = "signing.time_stamp"
PROFILES = {profile.name: profile for profile in (CITIZEN, OFFICIAL)}
LARGEST_CMS = 128 * 1024
"""Bytes. A signature with its chain and a time-stamp takes about 10,000."""
FIRST_LOOK = timedelta(minutes=1)
"""The time from acceptance to the second look. Lists come hourly, but a responder may know sooner."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict. `response` is the OCSP response it rests on, to be kept as evidence; empty if there is none."""

    verdict: Verdict
    response: bytes = field(default=b"", repr=False)


@runtime_checkable
class Verifier(Protocol):
    """Judges a detached signature as of a moment."""

    async def judge_offline(self, cms: bytes, content: bytes, expected: ExpectedSigner, at: datetime) -> Verdict:
        """Judge by the trust store alone, without the network. May run inside a transaction.

        If a responder is configured, revocation stays indeterminate.
        """

    async def judge_online(
        self, cms: bytes, content: bytes, expected: ExpectedSigner, at: datetime, after: datetime | None = None
    ) -> Judgement:
        """Judge, and ask the responder if one is configured. Must run outside any transaction.

        With `after`, only revocation data issued after that moment counts.
        """

    def with_chain(self, cms: bytes, time_stamp: bytes | None = None) -> bytes:
        """Return the CMS with the issuing certificates, and the time-stamp (CAdES-T) if given.

        The root alone is then enough to verify it.
        """


def receive(
    session: AsyncSession,
    purpose: str,
    subject_id: UUID,
    account_id: UUID,
    content: bytes,
    cms: Cms,
    expected: ExpectedSigner,
    now: datetime,
) -> Signature:
    """Store the signature with the moment of its arrival, not judged yet. What is no signature is never stored."""
    signature = Signature(
        purpose=purpose,
        subject_id=subject_id,
        account_id=account_id,
        content_sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        cms=cms,
        profile=expected.profile.name,
        iin=expected.iin or "",
        bin=expected.bin,
        arrived_at=now,
        state=SignatureState.BEING_CHECKED,
    )
    session.add(signature)
    return signature


async def judge_offline(verifier: Verifier, signature: Signature) -> Verdict:
    """Judge the signature as of its arrival, without the network."""
    verdict = await verifier.judge_offline(
        signature.cms, signature.content, expected_of(signature), signature.arrived_at
    )
    return _counted(verdict)


async def judge_online(verifier: Verifier, signature: Signature) -> Judgement:
    """Judge the signature as of its arrival, over the network. Must run outside any transaction."""
    found = await verifier.judge_online(signature.cms, signature.content, expected_of(signature), signature.arrived_at)
    _counted(found.verdict)
    return found


def expected_of(signature: Signature) -> ExpectedSigner:
    return ExpectedSigner(PROFILES[signature.profile], signature.iin, signature.bin)


def _counted(verdict: Verdict) -> Verdict:
    VERDICTS.labels("valid" if isinstance(verdict, Valid) else verdict.code.value).inc()
    return verdict


def keep_response(session: AsyncSession, signature: Signature, response: bytes, now: datetime) -> None:
    """Store the OCSP response as evidence of the verdict; nothing if it is empty."""
    if response:
        session.add(OcspResponse(signature_id=signature.id, response=response, came_at=now))


async def record(session: AsyncSession, signature: Signature, verdict: Verdict, now: datetime) -> None:
    """Record the verdict and its evidence.

    An indeterminate signature is judged again by a job. A valid one gets a second look and a time-stamp by jobs.
    """
    signature.evidence = [asdict(check) for check in verdict.checks]
    signature.checked_at = now
    if isinstance(verdict, Valid):
        signature.state, signature.code = SignatureState.VALID, None
        await _ask_for(session, LOOK_AGAIN, signature, now + FIRST_LOOK)
        await _ask_for(session, TIME_STAMP, signature, now)
    elif isinstance(verdict, Invalid):
        signature.state, signature.code, signature.detail = SignatureState.INVALID, verdict.code, dict(verdict.detail)
    elif isinstance(verdict, Indeterminate):
        signature.code = verdict.code
        await _ask_for(session, CHECK_AGAIN, signature, now)


def record_again(signature: Signature, verdict: Verdict, now: datetime) -> None:
    """Record the second look's verdict and evidence. The first evidence stays beside it."""
    signature.looked_again_at = now
    signature.evidence_again = [asdict(check) for check in verdict.checks]
    if isinstance(verdict, Invalid):
        signature.state, signature.code, signature.detail = SignatureState.INVALID, verdict.code, dict(verdict.detail)


async def _ask_for(session: AsyncSession, kind: str, signature: Signature, due_at: datetime) -> None:
    await session.flush()
    await put(session, kind, str(signature.id), {"signature": str(signature.id)}, due_at)
