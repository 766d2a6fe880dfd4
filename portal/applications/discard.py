"""Delete drafts, with their scans and the messages about them."""

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
    """Lock the drafts of the IIN until the commit.

    Call it before locking the account: signing locks in the same order, so the two cannot deadlock.
    """
    await session.execute(_LOCK, {"iin": iin.digits})


async def discard_drafts(session: AsyncSession, account_id: UUID) -> int:
    """Discard every draft of the account, and return how many there were."""
    drafts = (await session.scalars(_DRAFTS, {"account_id": account_id})).all()
    for draft in drafts:
        await discard(session, draft)
    return len(drafts)


async def discard(session: AsyncSession, draft: Application) -> None:
    """Delete the draft, its scans and its messages. Its journal and signatures stay.

    A draft that was sent and recalled keeps its row and number, without content. Raises NotYourTurn for an
    application that is not a draft.
    """
    must_be_open(draft)
    await remove_all(session, draft.id)
    await delete_messages_about(session, draft.id)
    if draft.registration_number is None:
        await session.delete(draft)
    else:
        draft.answers, draft.last_saves, draft.request_document = {}, {}, None
