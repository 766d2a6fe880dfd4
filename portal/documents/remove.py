"""Remove a scan. Its content is removed later: the original by its check, the clean file by `sweep_scans`."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from portal.documents.tables import Scan
from portal.kernel.errors import NotYourTurn


async def remove_scan(session: AsyncSession, owner_id: UUID, scan_id: UUID, *, draft_open: bool) -> str | None:
    """Return the file name of the removed scan; None if it is gone or another owner's.

    Raises NotYourTurn once the draft is closed.
    """
    if not draft_open:
        raise NotYourTurn("what was signed keeps its scans")
    one = delete(Scan).where(Scan.id == scan_id, Scan.owner_id == owner_id)
    return await session.scalar(one.returning(Scan.file_name))


async def remove_all(session: AsyncSession, owner_id: UUID) -> None:
    """Remove all scans of an owner that is being removed."""
    await session.execute(delete(Scan).where(Scan.owner_id == owner_id))
