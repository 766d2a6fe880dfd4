"""The only writer of the state of a stored scan. The first decision holds; a later one changes nothing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from portal.documents.normalise.result import Normalised
from portal.documents.tables import Scan, ScanState
from portal.files.store import Sha256
from portal.kernel.outcomes import Refused


async def accept(session: AsyncSession, scan_id: UUID, digest: Sha256, clean: Normalised, at: datetime) -> None:
    """The clean store must hold the content under `digest` before this call."""
    await _decide(
        session,
        scan_id,
        state=ScanState.CLEAN,
        clean_digest=digest,
        clean_size=len(clean.content),
        clean_type=clean.type,
        pages=clean.pages,
        checked_at=at,
    )


async def refuse(session: AsyncSession, scan_id: UUID, refused: Refused, at: datetime) -> None:
    await _decide(
        session,
        scan_id,
        state=ScanState.REFUSED,
        refusal=refused.code,
        refusal_detail=refused.detail,
        checked_at=at,
    )


async def _decide(session: AsyncSession, scan_id: UUID, **values: object) -> None:
    undecided = update(Scan).where(Scan.id == scan_id, Scan.state == ScanState.BEING_CHECKED)
    await session.execute(undecided.values(**values))
