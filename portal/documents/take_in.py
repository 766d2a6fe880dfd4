"""Receive a file (clause R-10.5: copies are attached): quick checks, quarantine, a task for the full check."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.documents.checks.empty import empty
from portal.documents.checks.quota import quota
from portal.documents.checks.size import size
from portal.documents.checks.type import type_
from portal.documents.file_name import clean_name
from portal.documents.file_type import FileType
from portal.documents.tables import Scan, ScanState
from portal.documents.tasks import CHECK, original_payload
from portal.files.store import Files
from portal.kernel.clock import Clock
from portal.kernel.ids import new_id
from portal.kernel.outcomes import Refused
from portal.outbox.put import put


async def put_in_quarantine(
    quarantine: Files, clock: Clock, *, owner_id: UUID, kind: str, file_name: str, content: bytes
) -> Scan | Refused:
    """Do the quick checks and keep the file, outside any transaction: no other writer waits for the disk.

    The scan is not in the database yet: `take_in` adds it. What is never added stays in quarantine until
    `sweep_scans` removes it.
    """
    scan = _checked_at_once(owner_id, kind, file_name, content)
    if isinstance(scan, Scan):
        scan.original_digest = await quarantine.part(str(scan.id)).put(content)
        scan.received_at = clock.now()
    return scan


async def take_in(session: AsyncSession, quarantine: Files, scan: Scan) -> Scan | Refused:
    """Add a scan from quarantine and have it checked; or return the owner's scan of the same bytes, kind and name.

    Refused under another name, and where the owner's quota is used up. What is not added is removed.
    """
    answer = await _room_for(session, scan)
    if answer is not None:
        await quarantine.part(str(scan.id)).remove(scan.original_digest)
        return answer
    session.add(scan)
    await put(session, CHECK, str(scan.id), original_payload(scan), scan.received_at)
    return scan


def _checked_at_once(owner_id: UUID, kind: str, file_name: str, content: bytes) -> Scan | Refused:
    for check in (empty, size, type_):
        outcome = check(content)
        if isinstance(outcome, Refused):
            return outcome
    found = FileType.of(content)
    assert found is not None  # noqa: S101 -- type_() has refused other content
    return Scan(
        id=new_id(),
        owner_id=owner_id,
        kind=kind,
        file_name=clean_name(file_name, found.kept_as),
        state=ScanState.BEING_CHECKED,
        original_size=len(content),
        original_type=found,
    )


async def _room_for(session: AsyncSession, scan: Scan) -> Scan | Refused | None:
    """None where the scan is new and within the owner's quota."""
    await _one_at_a_time(session, scan.owner_id)
    owners = Scan.owner_id == scan.owner_id
    same = select(Scan).where(owners, Scan.kind == scan.kind, Scan.original_digest == scan.original_digest)
    known = await session.scalar(same)
    if known:
        return known if known.file_name == scan.file_name else Refused("same", {"name": known.file_name})
    counted = select(func.count(), func.coalesce(func.sum(Scan.original_size), 0))
    kept = await session.execute(counted.where(owners, Scan.state != ScanState.REFUSED))
    files, together = kept.one()
    outcome = quota(files, together, scan.original_size)
    return outcome if isinstance(outcome, Refused) else None


async def _one_at_a_time(session: AsyncSession, owner_id: UUID) -> None:
    """Two concurrent uploads must not both get the last place of the quota. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(owner_id.int & (2**63 - 1))))
