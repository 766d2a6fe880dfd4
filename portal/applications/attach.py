"""Attach a scan to a draft, and detach it (R-10.5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.draft import must_be_open, open_draft, touch
from portal.applications.find import own_application
from portal.database.transactions import Transactions
from portal.documents.remove import remove_scan
from portal.documents.take_in import put_in_quarantine, take_in
from portal.files.store import Files
from portal.kernel.clock import Clock
from portal.kernel.outcomes import Refused


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: the kind of document the citizen chose, the file's name, its content."""

    kind: str
    file_name: str
    content: bytes


async def attach_scan(
    transactions: Transactions, quarantine: Files, clock: Clock, account_id: UUID, application_id: UUID, upload: Upload
) -> Refused | None:
    """Take in the file and have it checked, or return why it is refused. Nothing of a refused file is kept.

    Opens its own transactions: the first proves that the draft is the person's own and open before a byte is kept,
    and no lock is held while the file is written. Raises NotFound and NotYourTurn.
    """
    async with transactions.reading() as session:
        must_be_open(await own_application(session, account_id, application_id))
    scan = await put_in_quarantine(
        quarantine,
        clock,
        owner_id=application_id,
        kind=upload.kind,
        file_name=upload.file_name,
        content=upload.content,
    )
    if isinstance(scan, Refused):
        return scan
    async with transactions.writing() as session:
        draft = await open_draft(session, account_id, application_id)
        taken = await take_in(session, quarantine, scan)
        if isinstance(taken, Refused):
            return taken
        touch(draft, clock.now())
    return None


async def detach_scan(
    session: AsyncSession, account_id: UUID, application_id: UUID, scan_id: UUID, now: datetime
) -> str | None:
    """Remove the scan from the draft, and return its file name. A scan that is gone already is no error: None."""
    draft = await open_draft(session, account_id, application_id)
    touch(draft, now)
    return await remove_scan(session, draft.id, scan_id, draft_open=True)
