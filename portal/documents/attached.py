"""The clean scans of an owner: their kinds, and copies of them for another owner."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.documents.tables import Scan, ScanState
from portal.kernel.ids import new_id

_CLEAN = (Scan.owner_id == bindparam("owner_id"), Scan.state == ScanState.CLEAN)
_KINDS = select(Scan.kind).where(*_CLEAN).distinct()
_CLEAN_SCANS = select(Scan).where(*_CLEAN)
_COPIED = (
    "kind",
    "file_name",
    "state",
    "original_digest",
    "original_size",
    "original_type",
    "clean_digest",
    "clean_size",
    "clean_type",
    "pages",
    "checked_at",
)


async def attached_kinds(session: AsyncSession, owner_id: UUID) -> frozenset[str]:
    """The kinds of document with at least one clean scan."""
    return frozenset((await session.scalars(_KINDS, {"owner_id": owner_id})).all())


async def copy_clean(session: AsyncSession, owner_id: UUID, to: UUID, now: datetime) -> None:
    """Give the same clean scans to another owner. The content is stored once, under its digest."""
    for scan in await session.scalars(_CLEAN_SCANS, {"owner_id": owner_id}):
        values = {name: getattr(scan, name) for name in _COPIED}
        session.add(Scan(id=new_id(), owner_id=to, received_at=now, **values))
