"""Remove content that no scan needs: of removed scans, and of uploads whose transaction failed."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.documents.tables import Scan, ScanState
from portal.files.store import Files, StoredFile

_AT_A_TIME = 500

Needed = Callable[[AsyncSession, list[StoredFile]], Awaitable[set[StoredFile]]]


async def sweep_scans(session: AsyncSession, quarantine: Files, clean: Files, before: datetime) -> int:
    """How many files were removed, of those last written before `before`.

    Content is written before the row that names it, and again each time it is sent, so `before` must be a day back. It
    is a moment of the store's clock: the machine's, even when the portal's is moved.
    """
    in_quarantine = await _sweep_area(session, quarantine, before, _being_checked)
    return in_quarantine + await _sweep_area(session, clean, before, _named_by_a_scan)


async def _sweep_area(session: AsyncSession, area: Files, before: datetime, needed: Needed) -> int:
    old = [entry async for entry in area.entries() if entry.changed_at < before]
    gone = 0
    for start in range(0, len(old), _AT_A_TIME):
        some = old[start : start + _AT_A_TIME]
        for entry in set(some) - await needed(session, some):
            await (area.part(entry.part) if entry.part else area).remove(entry.digest)
            gone += 1
    return gone


async def _being_checked(session: AsyncSession, entries: list[StoredFile]) -> set[StoredFile]:
    ids = [UUID(entry.part) for entry in entries]
    waiting = select(Scan.id).where(Scan.id.in_(ids), Scan.state == ScanState.BEING_CHECKED)
    found = {str(scan_id) for scan_id in await session.scalars(waiting)}
    return {entry for entry in entries if entry.part in found}


async def _named_by_a_scan(session: AsyncSession, entries: list[StoredFile]) -> set[StoredFile]:
    named = select(Scan.clean_digest).where(Scan.clean_digest.in_([entry.digest for entry in entries]))
    found = set(await session.scalars(named))
    return {entry for entry in entries if entry.digest in found}
