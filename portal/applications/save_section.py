"""Save a section's answers as typed, right or wrong, so that no answer is lost (R-10.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.draft import open_draft, store
from portal.applications.question import Section, text_answers
from portal.applications.tables import Application
from portal.kernel.outcomes import Fault
from portal.providers.find import provider_by_code
from portal.reading.canonical import canonical

LONGEST_ANSWER = 10_000


@dataclass(frozen=True, slots=True)
class Save:
    """One save: the page's id, its count of changes so far (0 without scripts), and the answers as typed."""

    page: str
    changes: int
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SavedSection:
    """The draft after the save, and the section's faults by question."""

    draft: Application
    faults: dict[str, Fault]


async def save_section(
    session: AsyncSession, account_id: UUID, application_id: UUID, section: Section, save: Save, now: datetime
) -> SavedSection:
    """Save the section. A save that comes after a newer one of the same page changes nothing."""
    draft = await open_draft(session, account_id, application_id)
    if not _is_overtaken(draft, section, save):
        draft.last_saves = {**draft.last_saves, section.code: [save.page, save.changes]}
        keep_answers(draft, await _with_known_provider(session, save.answers), now)
    return SavedSection(draft, section.faults(text_answers(draft.answers)))


def keep_answers(draft: Application, given: Mapping[str, str], now: datetime) -> None:
    store(draft, {code: canonical(value)[:LONGEST_ANSWER] for code, value in given.items()}, now)


def _is_overtaken(draft: Application, section: Section, save: Save) -> bool:
    """Return whether a newer save of the same page came first: requests can overtake each other."""
    last = draft.last_saves.get(section.code)
    return last is not None and last[0] == save.page and save.changes < last[1]


async def _with_known_provider(session: AsyncSession, given: Mapping[str, str]) -> Mapping[str, str]:
    """Clear a provider that is unknown: a request sent to it would reach nobody."""
    if "provider" not in given or await provider_by_code(session, given["provider"]):
        return given
    return {**given, "provider": ""}
