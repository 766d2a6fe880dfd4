"""Fill in a request: every answer is kept as it is given, right or wrong, so that nothing typed is ever lost."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account
from portal.applications.family import ALONE, FAMILY, members
from portal.applications.find import current
from portal.applications.tables import Application
from portal.kernel.errors import NotYourTurn
from portal.kernel.language import Language
from portal.regulation.actors import Channel
from portal.regulation.states import State

LONGEST_ANSWER = 1_000
_HOLD = select(Account.id).where(Account.id == bindparam("account_id")).with_for_update(key_share=True)
"""Of two presses at once the second waits for the first, and finds what it has begun."""


async def start(session: AsyncSession, account_id: UUID, language: Language, now: datetime) -> Application:
    """A new draft; or what the person has already: the draft they began, or the application that is under way.

    One person stands on the queue once, so nobody applies twice at a time.
    """
    await session.execute(_HOLD, {"account_id": account_id})
    known = await current(session, account_id)
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


def answer(draft: Application, given: Mapping[str, str], now: datetime) -> None:
    """Keep what was typed. Any change voids the document that was made for signing."""
    kept = {code: value[:LONGEST_ANSWER] for code, value in given.items()}
    _store(draft, {**draft.answers, **kept}, now)


def is_late(draft: Application, section: str, page: str, count: int) -> bool:
    """Whether this page has saved the section with a later change already: two saves can overtake each other.

    A page without scripts counts nothing, and is never late.
    """
    last = draft.last_saves.get(section)
    if last and last[0] == page and count < last[1]:
        return True
    draft.last_saves = {**draft.last_saves, section: [page, count]}
    return False


def add_member(draft: Application, member: Mapping[str, str], now: datetime) -> None:
    _store(draft, {**draft.answers, FAMILY: [*members(draft.answers), dict(member)], ALONE: ""}, now)


def remove_member(draft: Application, member_iin: str, now: datetime) -> None:
    left = [member for member in members(draft.answers) if member["iin"] != member_iin]
    _store(draft, {**draft.answers, FAMILY: left}, now)


def touch(draft: Application, now: datetime) -> None:
    """Something beside the answers changed: a scan came or went."""
    _store(draft, draft.answers, now)


def must_be_open(draft: Application) -> None:
    if draft.application_state is not State.DRAFT:
        raise NotYourTurn


def _store(draft: Application, answers: Mapping[str, object], now: datetime) -> None:
    must_be_open(draft)
    draft.answers = dict(answers)
    draft.request_document = None
    draft.saved_at = now
