"""Look up signatures by their subject."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.signing.tables import Signature, SignatureState, TimeStamp

_NEWEST = (
    select(Signature)
    .where(Signature.subject_id == bindparam("subject_id"), Signature.purpose == bindparam("purpose"))
    .order_by(Signature.arrived_at.desc(), Signature.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class SigningTimes:
    """When a signature arrived, was accepted, was time-stamped by an authority, and passed the second look."""

    arrived_at: datetime
    accepted_at: datetime | None
    stamped_at: datetime | None
    confirmed_at: datetime | None


async def signing_times(session: AsyncSession, subject_id: UUID, purpose: str) -> SigningTimes | None:
    """Return the times of the newest signature; None unless it is accepted."""
    signature = await newest_signature(session, subject_id, purpose)
    if signature is None or signature.state is not SignatureState.VALID:
        return None
    stamp = await session.get(TimeStamp, signature.id)
    return SigningTimes(
        signature.arrived_at, signature.checked_at, stamp.gen_time if stamp else None, signature.looked_again_at
    )


async def newest_signature(session: AsyncSession, subject_id: UUID, purpose: str) -> Signature | None:
    """Return the subject's newest signature for the purpose: only the newest counts."""
    return (await session.scalars(_NEWEST, {"subject_id": subject_id, "purpose": purpose})).first()
