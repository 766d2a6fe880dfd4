"""The draft of a request: it is begun once, and open until it is signed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account
from portal.applications.find import current_application, lock_own_application
from portal.applications.tables import Application
from portal.kernel.errors import NotYourTurn
from portal.kernel.language import Language
from portal.regulation.actors import Channel
from portal.regulation.states import State

_LOCK = select(Account.id).where(Account.id == bindparam("account_id")).with_for_update(key_share=True)
"""Of two presses at once the second waits for the first, and finds what it has begun."""


async def start_draft(session: AsyncSession, account_id: UUID, language: Language, now: datetime) -> Application:
    """A new draft; or what the person has already: the draft they began, or the application that is under way.

    One person stands on the queue once, so nobody applies twice at a time.
    """
    await session.execute(_LOCK, {"account_id": account_id})
    known = await current_application(session, account_id)
    if known is not None:
        return known
    draft = Application(
        account_id=account_id,
        channel=Channel.PORTAL,
        language=language,
        application_state=State.DRAFT,
        started_at=now,
        saved_at=now,
    )
    session.add(draft)
    await session.flush()
    return draft


async def open_draft(session: AsyncSession, account_id: UUID, application_id: UUID) -> Application:
    """The person's own draft, held against other writers until the commit.

    Raises NotFound for anybody else's, and NotYourTurn once it is signed.
    """
    draft = await lock_own_application(session, account_id, application_id)
    must_be_open(draft)
    return draft


def must_be_open(draft: Application) -> None:
    if draft.application_state is not State.DRAFT:
        raise NotYourTurn


def store(draft: Application, changed: Mapping[str, object], now: datetime) -> None:
    """Keep these answers beside the others. Any change voids the document that was made for signing."""
    touch(draft, now)
    draft.answers = {**draft.answers, **changed}


def touch(draft: Application, now: datetime) -> None:
    """Something of the draft has changed, an answer or a scan. Raises NotYourTurn once it is signed."""
    must_be_open(draft)
    draft.request_document = None
    draft.saved_at = now
