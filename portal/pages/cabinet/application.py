"""One application in the cabinet: the draft's sections, or the sent request's steps; and its status page (R-10.11)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from litestar import Response, get
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.completeness import SectionState, is_of_earlier_form, missing_documents, section_states
from portal.applications.find import own_application
from portal.applications.history import Journey, journey_of, last_data
from portal.applications.request_document import Attachment
from portal.applications.tables import Application
from portal.documents.attached import attached_kinds
from portal.kernel.errors import NotFound
from portal.kernel.language import Language
from portal.notices.kinds import NOTICES, NoticeRow
from portal.notices.lifecycle import issued_notice_of
from portal.providers.find import get_provider, name_of
from portal.queue.place import count_in_list, is_in_list, order_key, place
from portal.regulation.clauses import Clause, clause
from portal.regulation.procedure import TRANSITION_OF, Act
from portal.regulation.standard import DEFECTS, DOCUMENT_KINDS, Defect, DocumentKind
from portal.regulation.states import State
from portal.rendering.view import View
from portal.signing.find import SigningTimes, signing_times
from portal.web.access import Access, access
from portal.web.given import Clock, Id, Transactions
from portal.web.page import PortalRequest, language_of, page
from portal.wiring.signatures import REQUEST

BASE = "/cabinet/applications/{application_id:uuid}"


@dataclass(frozen=True, slots=True)
class DraftView(View):
    """`missing` are the documents that the Standard demands for these answers and that are not attached."""

    template: ClassVar[str] = "pages/cabinet/draft.html"
    application: Application
    sections: Mapping[str, SectionState]
    done: int
    missing: Sequence[DocumentKind]
    is_of_earlier_form: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """An issued application: the ordinal number, and how many are in the list."""

    place: int
    total: int


@dataclass(frozen=True, slots=True)
class Defective:
    """An application refused for defects: each document with its defect, and the executor's explanation."""

    remarks: Sequence[tuple[DocumentKind, Defect]]
    words: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """An application refused because its signature is found void. `ours`: the clause is followed by analogy."""

    clause: Clause
    ours: bool


@dataclass(frozen=True, slots=True)
class Drafted:
    """An application that waits for the head's signature. `withdrawn` if the answer was issued before."""

    withdrawn: bool
    place_kept: bool
    """Whether the applicant is in a list already, by a notice that was withdrawn."""


@dataclass(frozen=True, slots=True)
class AtProvider:
    """An application whose signature is accepted, so that its provider is known."""

    provider: str
    journey: Journey
    notice: NoticeRow | None
    """The row of the issued notice's kind; None if there is none."""
    signed: SigningTimes | None


Particulars = Placed | Defective | Unconfirmed | Drafted | None


@dataclass(frozen=True, slots=True)
class ApplicationView(View):
    """`particulars` is for the partial of the application's state (templates/partials/cabinet/states/)."""

    template: ClassVar[str] = "pages/cabinet/application.html"
    application: Application
    at_provider: AtProvider | None
    particulars: Particulars


@dataclass(frozen=True, slots=True)
class StatusView(View):
    template: ClassVar[str] = "pages/cabinet/status.html"
    application: Application
    applicant: str
    attachments: Sequence[Attachment]
    at_provider: AtProvider
    kinds: Mapping[str, DocumentKind] = field(default_factory=lambda: DOCUMENT_KINDS)


@get(BASE, opt=access(Access.CITIZEN))
async def application_page(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str]:
    async with transactions.reading() as session:
        application = await own_application(session, request.user.account_id, application_id)
        view = await _view(session, application, language_of(request), clock.now())
    return page(request, view)


@get(f"{BASE}/status", opt=access(Access.CITIZEN))
async def status_page(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str]:
    """Show the status as a page to keep or print (Standard, item 9)."""
    async with transactions.reading() as session:
        application = await own_application(session, request.user.account_id, application_id)
        found = await at_provider(session, application, language_of(request), clock.now())
    if found is None:
        raise NotFound
    document = application.request
    return page(request, StatusView(application, document.applicant, document.attachments, found))


async def _view(session: AsyncSession, application: Application, language: Language, now: datetime) -> View:
    state = application.application_state
    if state is State.DRAFT:
        return await _draft(session, application)
    particulars = await PARTICULARS[state](session, application) if state in PARTICULARS else None
    return ApplicationView(application, await at_provider(session, application, language, now), particulars)


async def _draft(session: AsyncSession, application: Application) -> DraftView:
    attached = await attached_kinds(session, application.id)
    sections = section_states(application.answers, attached)
    done = sum(state is SectionState.DONE for state in sections.values())
    missing = missing_documents(application.answers, attached)
    return DraftView(
        application=application,
        sections=sections,
        done=done,
        missing=[DOCUMENT_KINDS[kind] for kind in missing],
        is_of_earlier_form=is_of_earlier_form(application.answers),
    )


async def at_provider(
    session: AsyncSession, application: Application, language: Language, now: datetime
) -> AtProvider | None:
    if application.provider_id is None:
        return None
    provider = await get_provider(session, application.provider_id)
    notice = await issued_notice_of(session, application.id)
    return AtProvider(
        provider=name_of(provider, language),
        journey=await journey_of(session, application, provider, now),
        notice=NOTICES[notice.kind] if notice else None,
        signed=await signing_times(session, application.id, REQUEST),
    )


async def _placed(session: AsyncSession, application: Application) -> Placed:
    key = order_key(application)
    return Placed(await place(session, key), await count_in_list(session, key.provider_id, key.list))


async def _defective(session: AsyncSession, application: Application) -> Defective:
    data = await last_data(session, application.id, Act.REFUSE_FOR_DEFECTS)
    remarks = [(DOCUMENT_KINDS[row["document"]], DEFECTS[row["defect"]]) for row in data["remarks"]]
    return Defective(remarks, data["words"], clause("R-10.10"))


async def _unconfirmed(_session: AsyncSession, _application: Application) -> Unconfirmed:
    row = TRANSITION_OF[State.EXAMINED, Act.REFUSE_UNCONFIRMED]
    return Unconfirmed(clause(row.clause), row.ours)


async def _drafted(session: AsyncSession, application: Application) -> Drafted:
    withdrawn = bool(await last_data(session, application.id, Act.WITHDRAW_NOTICE))
    return Drafted(withdrawn, place_kept=withdrawn and await is_in_list(session, application.id))


PARTICULARS: Mapping[State, Callable[[AsyncSession, Application], Awaitable[Particulars]]] = {
    State.DRAFTED: _drafted,
    State.ISSUED: _placed,
    State.DEFECTIVE: _defective,
    State.UNCONFIRMED: _unconfirmed,
}

PAGES = (application_page, status_page)
