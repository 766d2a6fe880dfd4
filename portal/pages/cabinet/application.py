"""One application in the cabinet: the draft, its progress, its status to keep, and its result (R-3.d, R-10.11)."""

from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.find import own
from portal.applications.history import last_data, stages, with_grounds
from portal.applications.request_document import full_name, read
from portal.applications.tables import Application
from portal.kernel.errors import NotFound
from portal.notices.form import notice_of
from portal.notices.kinds import labels
from portal.notices.tables import Notice
from portal.pages.cabinet.form import draft_overview
from portal.providers.find import get_provider, name_of
from portal.queue.enter import key_of
from portal.queue.place import place, total
from portal.regulation.clauses import clause
from portal.regulation.procedure import Act
from portal.regulation.standard import DEFECTS, DOCUMENT_KINDS
from portal.regulation.states import State
from portal.regulation.terms import result_date
from portal.signing.find import when_signed
from portal.signing.tables import Signature
from portal.signing.time_stamping import with_proof
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.given import Files, Id, Transactions, Verifier
from portal.web.limits import limited
from portal.web.limits_table import DOWNLOADS
from portal.web.page import PortalRequest, language_of, page
from portal.wiring.signatures import NOTICE, REQUEST

_BASE = "/cabinet/applications/{application_id:uuid}"


@get(_BASE, opt=access(Access.CITIZEN))
async def application_page(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[str]:
    async with transactions.reading() as session:
        application = await own(session, request.user.account_id, application_id)
        if application.application_state is State.DRAFT:
            context = await draft_overview(session, application)
            return page(request, "pages/cabinet/draft.html", context)
        context = await _status(request, session, application)
    return page(request, "pages/cabinet/application.html", context)


@get(f"{_BASE}/status", opt=access(Access.CITIZEN))
async def status_page(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[str]:
    """The status as a page to keep or print (Standard, item 9)."""
    async with transactions.reading() as session:
        application = await own(session, request.user.account_id, application_id)
        if application.provider_id is None:
            raise NotFound
        context = await _status(request, session, application)
    return page(request, "pages/cabinet/status.html", context)


async def _status(request: PortalRequest, session: AsyncSession, application: Application) -> dict[str, object]:
    document = read(application.request_document or b"")
    context: dict[str, object] = {
        "application": application,
        "applicant": full_name(document["answers"]),
        "attachments": document["attachments"],
        "kinds": DOCUMENT_KINDS,
        "provider": None,
        "stages": (),
        "due": None,
        "notice": None,
        "place": None,
        "remarks": (),
        "words": "",
        "ground_clause": clause("R-10.10"),
        "unconfirmed_clause": clause("R-10.7"),
        "signed": None,
        "withdrawn": False,
    }
    if application.provider_id is None:
        return context
    provider = await get_provider(session, application.provider_id)
    context |= {
        "provider": name_of(provider, language_of(request)),
        "stages": with_grounds(await stages(session, application.id, provider)),
        "due": result_date(application.arrived_at or application.saved_at, ZoneInfo(provider.zone)),
        "notice": await _issued(session, application.id),
        "signed": await when_signed(session, application.id, REQUEST),
    }
    return context | await _outcome(session, application)


async def _outcome(session: AsyncSession, application: Application) -> dict[str, object]:
    if application.application_state is State.ISSUED:
        key = key_of(application)
        return {"place": (await place(session, key), await total(session, key.provider_id, key.list))}
    if application.application_state is State.DRAFTED:
        return {"withdrawn": bool(await last_data(session, application.id, Act.WITHDRAW_NOTICE))}
    if application.application_state is State.DEFECTIVE:
        data = await last_data(session, application.id, Act.REFUSE_FOR_DEFECTS)
        remarks = [(DOCUMENT_KINDS[row["document"]], DEFECTS[row["defect"]]) for row in data["remarks"]]
        return {"remarks": remarks, "words": data["words"]}
    return {}


async def _issued(session: AsyncSession, application_id: UUID) -> Notice | None:
    notice = await notice_of(session, application_id)
    return notice if notice and notice.issued_at else None


async def _own_notice(session: AsyncSession, request: PortalRequest, application_id: UUID) -> Notice:
    """The issued notice of the person's own application; anything else does not exist for them."""
    await own(session, request.user.account_id, application_id)
    notice = await _issued(session, application_id)
    if notice is None:
        raise NotFound
    return notice


@get(f"{_BASE}/notice", opt=access(Access.CITIZEN))
async def notice_page(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[str]:
    """The notice as a page, in the language it was issued in."""
    async with transactions.reading() as session:
        notice = await _own_notice(session, request, application_id)
        signed = await when_signed(session, notice.id, NOTICE)
    texts = request.app.state.rendering.render(
        notice.language,
        f"notices/{notice.kind.value}/body.html",
        {"notice": notice, "data": notice.data, **labels(notice.kind, notice.data)},
    )
    context = {"notice": notice, "body": texts, "signed": signed, "application_id": application_id}
    return page(request, "pages/cabinet/notice.html", context)


@get(f"{_BASE}/notice.pdf", opt=access(Access.CITIZEN) | limited(DOWNLOADS))
async def notice_pdf(
    request: PortalRequest, transactions: Transactions, notice_files: Files, application_id: Id
) -> Response[bytes]:
    """The very bytes that the head signed."""
    async with transactions.reading() as session:
        notice = await _own_notice(session, request, application_id)
    return download(await notice_files.get(notice.pdf_sha256 or ""), f"kezek-{notice.number}.pdf", "application/pdf")


@get(f"{_BASE}/notice.p7s", opt=access(Access.CITIZEN) | limited(DOWNLOADS))
async def notice_signature(
    request: PortalRequest, transactions: Transactions, verifier: Verifier, application_id: Id
) -> Response[bytes]:
    """The head's signature, with the issuing certificates and its time-stamp in it: the root alone verifies it."""
    async with transactions.reading() as session:
        notice = await _own_notice(session, request, application_id)
        signature = await session.get_one(Signature, notice.signature_id)
        kept = await with_proof(session, verifier, signature)
    name = f"kezek-{notice.number}.p7s"
    return download(kept, name, "application/pkcs7-signature")


PAGES = (application_page, status_page, notice_page, notice_pdf, notice_signature)
