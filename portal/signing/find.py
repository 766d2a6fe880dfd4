"""Look up signatures by what they are of."""

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.signing.tables import Signature

_NEWEST = (
    select(Signature)
    .where(Signature.subject_id == bindparam("subject_id"), Signature.purpose == bindparam("purpose"))
    .order_by(Signature.arrived_at.desc(), Signature.id.desc())
    .limit(1)
)


async def newest_signature(session: AsyncSession, subject_id: UUID, purpose: str) -> Signature | None:
    """The last signature that came in for a subject: the one that counts."""
    return (await session.scalars(_NEWEST, {"subject_id": subject_id, "purpose": purpose})).first()
