"""Attach a scan to a draft, and take it off again (R-10.5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.draft import must_be_open, open_draft, touch
from portal.applications.find import own_application
from portal.database.transactions import Transactions
from portal.documents.remove import remove_scan
from portal.documents.take_in import take_in
from portal.files.store import Files
from portal.kernel.clock import Clock
from portal.kernel.outcomes import Refused


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was uploaded: the kind of document it is said to be, its own name, its content."""

    kind: str
    file_name: str
    content: bytes


async def attach_scan(
    transactions: Transactions, quarantine: Files, clock: Clock, account_id: UUID, application_id: UUID, upload: Upload
) -> Refused | None:
    """Why the file is not taken in; None: it is, and is being checked. Nothing of a refused file is kept.

    Opens its own transactions: not a byte is kept before the draft is known to be the person's own and open, and the
    file is written while no lock is held. Raises NotFound and NotYourTurn.
    """
    async with transactions.reading() as session:
        must_be_open(await own_application(session, account_id, application_id))
    async with transactions.writing() as session:
        taken = await take_in(
            session,
            quarantine,
            clock,
            owner_id=application_id,
            kind=upload.kind,
            file_name=upload.file_name,
            content=upload.content,
        )
        draft = await open_draft(session, account_id, application_id)
        if isinstance(taken, Refused):
            return taken
        touch(draft, clock.now())
    return None


async def detach_scan(
    session: AsyncSession, account_id: UUID, application_id: UUID, scan_id: UUID, now: datetime
) -> None:
    """Nothing happens to a scan that is gone already."""
    draft = await open_draft(session, account_id, application_id)
    touch(draft, now)
    await remove_scan(session, draft.id, scan_id, draft_open=True)
