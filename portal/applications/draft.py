"""The draft of a request: started once, open until it is signed."""

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
"""Makes the second of two simultaneous presses wait for the first, and find its draft."""


async def start_draft(session: AsyncSession, account_id: UUID, language: Language, now: datetime) -> Application:
    """Start a draft, or return the person's current application: the draft, or the request under way.

    A person stands on the queue once, so they have one application at a time.
    """
    await session.execute(_LOCK, {"account_id": account_id})
    return await current_application(session, account_id) or await _new_draft(session, account_id, language, now)


async def _new_draft(session: AsyncSession, account_id: UUID, language: Language, now: datetime) -> Application:
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
    """Lock the person's own draft until the commit, and return it.

    Raises NotFound for another person's draft, NotYourTurn for a signed one.
    """
    draft = await lock_own_application(session, account_id, application_id)
    must_be_open(draft)
    return draft


def must_be_open(draft: Application) -> None:
    """Raise NotYourTurn for an application that is not a draft."""
    if draft.application_state is not State.DRAFT:
        raise NotYourTurn


def store(draft: Application, changed: Mapping[str, object], now: datetime) -> None:
    """Store these answers beside the others. Raises NotYourTurn once the draft is signed."""
    touch(draft, now)
    draft.answers = {**draft.answers, **changed}


def touch(draft: Application, now: datetime) -> None:
    """Record a change of the draft: any change voids the request document. Raises NotYourTurn once it is signed."""
    must_be_open(draft)
    draft.request_document = None
    draft.saved_at = now
