"""Take a scan back. Its content goes later: the original with its check, the clean one with a sweep."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from portal.documents.tables import Scan
from portal.kernel.errors import NotYourTurn


async def remove_scan(session: AsyncSession, owner_id: UUID, scan_id: UUID, *, draft_open: bool) -> None:
    """Nothing happens when it is gone already or another's. Raises NotYourTurn once the draft is closed."""
    if not draft_open:
        raise NotYourTurn("what was signed keeps its scans")
    await session.execute(delete(Scan).where(Scan.id == scan_id, Scan.owner_id == owner_id))


async def remove_all(session: AsyncSession, owner_id: UUID) -> None:
    """Every scan of an owner that is taken away itself."""
    await session.execute(delete(Scan).where(Scan.owner_id == owner_id))
