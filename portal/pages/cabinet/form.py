"""Fill in the request, section by section (clause R-10.5)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.completeness import ORDER
from portal.applications.draft import must_be_open
from portal.applications.find import own_application
from portal.applications.question import Section, text_answers
from portal.applications.questions import SECTIONS
from portal.applications.save_section import Save, save_section
from portal.applications.tables import Application
from portal.kernel.errors import NotFound
from portal.kernel.language import Language
from portal.kernel.outcomes import Fault
from portal.providers.find import providers, settlement_of
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.forms import Form, typed
from portal.web.given import Clock, Id, PathText, Transactions
from portal.web.page import PortalRequest, go_to, language_of, page, wants_fragment

_ADDRESS = "/cabinet/applications/{application_id:uuid}/sections/{code:str}"
_LONGEST_COUNT, _LONGEST_PAGE = 9, 16


@dataclass(frozen=True, slots=True)
class SavedView(View):
    """The line with the time of the last save."""

    template: ClassVar[str] = "partials/cabinet/saved.html"
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SectionView(View):
    """`page` identifies this page, so that its newest save wins; `settlements` are (provider code, name) pairs."""

    template: ClassVar[str] = "pages/cabinet/section.html"
    application: Application
    section: Section
    form: Form
    settlements: Sequence[tuple[str, str]]
    step: int
    steps: int
    page: str
    saved_at: datetime
    is_of_earlier_form: bool


@get(_ADDRESS, opt=access(Access.CITIZEN))
async def section_form(
    request: PortalRequest, transactions: Transactions, application_id: Id, code: PathText
) -> Response[str]:
    section = _section(code)
    async with transactions.reading() as session:
        application = await own_application(session, request.user.account_id, application_id)
        must_be_open(application)
        view = await _view(session, application, section, {}, language_of(request))
    return page(request, view)


@post(_ADDRESS, opt=access(Access.CITIZEN), status_code=200)
async def press_save_section(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id, code: PathText
) -> Response[str] | Redirect:
    """Store what was typed, then go on to the next section, or show every fault."""
    section = _section(code)
    save, account_id = _save(section, typed(await request.form())), request.user.account_id
    async with transactions.writing() as session:
        saved = await save_section(session, account_id, application_id, section, save, clock.now())
    if wants_fragment(request):
        return page(request, SavedView(saved.draft.saved_at))
    if not saved.faults:
        return go_to(request, _after(application_id, code))
    async with transactions.reading() as session:
        view = await _view(session, saved.draft, section, saved.faults, language_of(request))
    return page(request, view, 422)


def _section(code: str) -> Section:
    if code not in SECTIONS:
        raise NotFound
    return SECTIONS[code]


def _save(section: Section, values: dict[str, str]) -> Save:
    """Return the save that the page sent. Browsers send nothing for an empty checkbox, so it reads as ""."""
    count = values.get("changes", "")[:_LONGEST_COUNT]
    answers = {question.code: values.get(question.code, "") for question in section.questions}
    return Save(values.get("page", "")[:_LONGEST_PAGE], int(count) if count.isdecimal() else 0, answers)


async def _view(
    session: AsyncSession, application: Application, section: Section, faults: dict[str, Fault], language: Language
) -> SectionView:
    return SectionView(
        application=application,
        section=section,
        form=Form(text_answers(application.answers), faults, section.labels),
        settlements=[(row.code, settlement_of(row, language)) for row in await providers(session)],
        step=ORDER.index(section.code) + 1,
        steps=len(ORDER),
        page=secrets.token_hex(_LONGEST_PAGE // 2),
        saved_at=application.saved_at,
        is_of_earlier_form=section.is_of_earlier_form(application.answers),
    )


def _after(application_id: UUID, code: str) -> str:
    """Return the path of the next section, or of the draft after the last one."""
    base = f"/cabinet/applications/{application_id}"
    rest = ORDER[ORDER.index(code) + 1 :]
    if not rest:
        return base
    return f"{base}/{rest[0]}" if rest[0] not in SECTIONS else f"{base}/sections/{rest[0]}"


PAGES = (section_form, press_save_section)
