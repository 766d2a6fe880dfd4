"""Take in a signature, and judge it: now, or again when it could not be told."""

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from auth.signatures import CITIZEN, OFFICIAL, ExpectedSigner, Indeterminate, Invalid, Valid, Verdict
from portal.observing.metrics import VERDICTS
from portal.outbox.put import put
from portal.signing.tables import Signature, SignatureState

CHECK_AGAIN = "signing.check_again"
PROFILES = {profile.name: profile for profile in (CITIZEN, OFFICIAL)}
LARGEST_CMS = 128 * 1024
"""Bytes. A signature with its chain and a time-stamp takes about 10,000."""


@runtime_checkable
class Verifier(Protocol):
    """Judges a detached signature as of a moment."""

    def verify(self, cms: bytes, content: bytes, expected: ExpectedSigner, at: datetime) -> Verdict: ...

    def with_chain(self, cms: bytes) -> bytes:
        """The same signature with the issuing certificates in it, so that the root alone is enough to verify it."""


def receive(
    session: AsyncSession,
    purpose: str,
    subject_id: UUID,
    account_id: UUID,
    content: bytes,
    cms: bytes,
    expected: ExpectedSigner,
    now: datetime,
) -> Signature:
    """Keep the signature with the moment of its arrival, not judged yet."""
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


def judge(verifier: Verifier, signature: Signature) -> Verdict:
    """The verdict as of arrival, whenever it is asked for."""
    expected = ExpectedSigner(PROFILES[signature.profile], signature.iin, signature.bin)
    verdict = verifier.verify(signature.cms, signature.content, expected, signature.arrived_at)
    VERDICTS.labels("valid" if isinstance(verdict, Valid) else verdict.code.value).inc()
    return verdict


async def record(session: AsyncSession, signature: Signature, verdict: Verdict, now: datetime) -> None:
    """Keep the verdict and its evidence. What could not be told is looked at again by a job."""
    signature.evidence = [asdict(check) for check in verdict.checks]
    signature.checked_at = now
    if isinstance(verdict, Valid):
        signature.state, signature.code = SignatureState.VALID, None
    elif isinstance(verdict, Invalid):
        signature.state, signature.code, signature.detail = SignatureState.INVALID, verdict.code, dict(verdict.detail)
    elif isinstance(verdict, Indeterminate):
        signature.code = verdict.code
        await session.flush()
        await put(session, CHECK_AGAIN, str(signature.id), {"signature": str(signature.id)}, now)
