"""Fill in the request, section by section (clause R-10.5)."""

import secrets
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.draft import answer, is_late, must_be_open
from portal.applications.find import own, own_for_update
from portal.applications.progress import ORDER, missing_documents, plain, progress
from portal.applications.questions import SECTIONS, Section
from portal.applications.tables import Application
from portal.documents.attached import attached_kinds
from portal.kernel.errors import NotFound
from portal.providers.find import provider_by_code, providers, settlement_of
from portal.regulation.standard import DOCUMENT_KINDS
from portal.web.access import Access, access
from portal.web.forms import Form, typed
from portal.web.given import Clock, Id, Transactions, Word
from portal.web.page import PortalRequest, go_to, language_of, page, wants_fragment


async def draft_overview(session: AsyncSession, application: Application) -> dict[str, object]:
    """The context of the draft's page: its sections, and how far each is."""
    attached = await attached_kinds(session, application.id)
    sections = progress(application.answers, attached)
    done = sum(state.value == "done" for state in sections.values())
    missing = missing_documents(application.answers, attached)
    return {
        "application": application,
        "sections": sections,
        "done": done,
        "missing": [DOCUMENT_KINDS[kind] for kind in missing],
    }


@get("/cabinet/applications/{application_id:uuid}/sections/{code:str}", opt=access(Access.CITIZEN))
async def section_form(
    request: PortalRequest, transactions: Transactions, application_id: Id, code: Word
) -> Response[str]:
    section = _section(code)
    async with transactions.reading() as session:
        application = await own(session, request.user.account_id, application_id)
        must_be_open(application)
        form = Form(values=plain(application.answers))
        return await _show(request, session, application, section, form)


@post("/cabinet/applications/{application_id:uuid}/sections/{code:str}", opt=access(Access.CITIZEN), status_code=200)
async def answer_section(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id, code: Word
) -> Response[str] | Redirect:
    """Keeps whatever was typed, then goes on, or says everything that is wrong."""
    section = _section(code)
    values = typed(await request.form())
    given, count = _answers(section, values), values.get("changes", "")[:9]
    async with transactions.writing() as session:
        application = await own_for_update(session, request.user.account_id, application_id)
        if not is_late(application, code, values.get("page", ""), int(count) if count.isdecimal() else 0):
            answer(application, await _with_known_place(session, given), clock.now())
        faults = section.faults(plain(application.answers))
    if wants_fragment(request):
        return page(request, "partials/cabinet/saved.html", {"saved_at": application.saved_at})
    if not faults:
        return go_to(request, _after(application_id, code))
    async with transactions.reading() as session:
        form = Form(plain(application.answers), faults)
        return await _show(request, session, application, section, form, 422)


def _section(code: str) -> Section:
    if code not in SECTIONS:
        raise NotFound
    return SECTIONS[code]


def _answers(section: Section, values: dict[str, str]) -> dict[str, str]:
    """What was sent of this section's questions; a box that is not ticked is not sent at all."""
    return {question.code: values.get(question.code, "") for question in section.questions}


async def _with_known_place(session: AsyncSession, given: dict[str, str]) -> dict[str, str]:
    """A place that nobody serves is not kept: a request sent there would reach nobody."""
    if "provider" not in given or await provider_by_code(session, given["provider"]):
        return given
    return {**given, "provider": ""}


async def _show(
    request: PortalRequest,
    session: AsyncSession,
    application: Application,
    section: Section,
    form: Form,
    status: int = 200,
) -> Response[str]:
    language = language_of(request)
    places = [(row.code, settlement_of(row, language)) for row in await providers(session)]
    context = {
        "application": application,
        "section": section,
        "form": form,
        "places": places,
        "step": ORDER.index(section.code) + 1,
        "steps": len(ORDER),
        "page": secrets.token_hex(8),
    }
    return page(request, "pages/cabinet/section.html", context, status)


def _after(application_id: UUID, code: str) -> str:
    """The next section's page; after the last, the draft's own."""
    base = f"/cabinet/applications/{application_id}"
    rest = ORDER[ORDER.index(code) + 1 :]
    if not rest:
        return base
    return f"{base}/{rest[0]}" if rest[0] not in SECTIONS else f"{base}/sections/{rest[0]}"


PAGES = (section_form, answer_section)
