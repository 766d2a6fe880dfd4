"""Keep a section's answers as they are typed, right or wrong, so that nothing typed is ever lost (R-10.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.completeness import text_answers
from portal.applications.draft import open_draft, store
from portal.applications.questions import Section
from portal.applications.tables import Application
from portal.kernel.outcomes import Fault
from portal.providers.find import provider_by_code

LONGEST_ANSWER = 1_000


@dataclass(frozen=True, slots=True)
class Save:
    """One save of a page: which page, how many changes it counted, and the section's answers as typed.

    A page without scripts counts nothing.
    """

    page: str
    changes: int
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SavedSection:
    """The draft as it is kept now, and what is wrong with the section, by question."""

    draft: Application
    faults: dict[str, Fault]


async def save_section(
    session: AsyncSession, account_id: UUID, application_id: UUID, section: Section, save: Save, now: datetime
) -> SavedSection:
    """A save that is overtaken by a later one of the same page changes nothing."""
    draft = await open_draft(session, account_id, application_id)
    if not _is_overtaken(draft, section, save):
        draft.last_saves = {**draft.last_saves, section.code: [save.page, save.changes]}
        keep_answers(draft, await _with_known_provider(session, save.answers), now)
    return SavedSection(draft, section.faults(text_answers(draft.answers)))


def keep_answers(draft: Application, given: Mapping[str, str], now: datetime) -> None:
    store(draft, {code: value[:LONGEST_ANSWER] for code, value in given.items()}, now)


def _is_overtaken(draft: Application, section: Section, save: Save) -> bool:
    """Whether this page has saved the section with a later change already: two saves can overtake each other."""
    last = draft.last_saves.get(section.code)
    return last is not None and last[0] == save.page and save.changes < last[1]


async def _with_known_provider(session: AsyncSession, given: Mapping[str, str]) -> Mapping[str, str]:
    """A place that no provider serves is not kept: a request sent there would reach nobody."""
    if "provider" not in given or await provider_by_code(session, given["provider"]):
        return given
    return {**given, "provider": ""}
