"""Continue a refused request in a new draft with the same answers and scans, to send again (R-10.7, R-10.10)."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.draft import start_draft
from portal.applications.tables import Application
from portal.documents.attached import copy_clean
from portal.regulation.states import State


async def continue_draft(session: AsyncSession, refused: Application, now: datetime) -> None:
    """Copy the refused request's answers and clean scans into a draft. A draft that has answers stays as it is."""
    draft = await start_draft(session, refused.account_id, refused.language, now)
    if draft.application_state is not State.DRAFT or draft.answers:
        return
    draft.answers = dict(refused.answers)
    draft.continues_id = refused.id
    await copy_clean(session, refused.id, draft.id, now)
