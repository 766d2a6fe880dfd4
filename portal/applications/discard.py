"""Take a draft away, with its scans and what was told about it, as if it had never been begun."""

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account
from portal.applications.draft import must_be_open
from portal.applications.tables import Application
from portal.documents.remove import remove_all
from portal.kernel.iin import Iin
from portal.messages.tell import delete_messages_about
from portal.regulation.states import State

_DRAFTS = (
    select(Application)
    .where(Application.account_id == bindparam("account_id"), Application.application_state == State.DRAFT)
    .with_for_update()
)
_LOCK = (
    select(Application.id)
    .join(Account, Account.id == Application.account_id)
    .where(Account.iin == bindparam("iin"), Application.application_state == State.DRAFT)
    .with_for_update(of=Application)
)


async def lock_drafts(session: AsyncSession, iin: Iin) -> None:
    """Against other writers, before the account is held: whoever signs holds the two in this order."""
    await session.execute(_LOCK, {"iin": iin.digits})


async def discard_drafts(session: AsyncSession, account_id: UUID) -> int:
    """Every draft of the account; how many there were."""
    drafts = (await session.scalars(_DRAFTS, {"account_id": account_id})).all()
    for draft in drafts:
        await discard(session, draft)
    return len(drafts)


async def discard(session: AsyncSession, draft: Application) -> None:
    """What the journal and the signatures keep of it stays there. Raises NotYourTurn once it is no draft.

    Of one that was sent and recalled the number stays too, with nothing left under it.
    """
    must_be_open(draft)
    await remove_all(session, draft.id)
    await delete_messages_about(session, draft.id)
    if draft.registration_number is None:
        await session.delete(draft)
    else:
        draft.answers, draft.last_saves, draft.request_document = {}, {}, None
