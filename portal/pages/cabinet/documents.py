"""Attach the documents the Standard asks for: one file a request, so that no fault loses another file (R-10.5)."""

from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.draft import must_be_open, touch
from portal.applications.find import own, own_for_update
from portal.applications.progress import ORDER, plain
from portal.applications.tables import Application
from portal.documents.limits import LARGEST_FILE, MEGABYTE
from portal.documents.list import scans_of
from portal.documents.read import read_scan
from portal.documents.refusals import REFUSALS
from portal.documents.remove import remove_scan
from portal.documents.take_in import take_in
from portal.kernel.errors import NotFound
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault, Refused
from portal.regulation.standard import DOCUMENT_KINDS, required_documents
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.forms import Form, as_id, typed
from portal.web.given import Clock, Files, Id, Transactions
from portal.web.limits import limited
from portal.web.limits_table import DOWNLOADS, UPLOADS
from portal.web.page import PortalRequest, go_to, page, wants_fragment

_BASE = "/cabinet/applications/{application_id:uuid}/documents"
_LARGEST_BODY = LARGEST_FILE + MEGABYTE


@get(_BASE, opt=access(Access.CITIZEN))
async def documents_form(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[str]:
    async with transactions.reading() as session:
        application = await own(session, request.user.account_id, application_id)
        must_be_open(application)
        context = await _context(session, application, Form())
    template = "partials/cabinet/scans.html" if wants_fragment(request) else "pages/cabinet/documents.html"
    return page(request, template, context)


@post(_BASE, opt=access(Access.CITIZEN) | limited(UPLOADS), status_code=200, request_max_body_size=_LARGEST_BODY)
async def attach(
    request: PortalRequest, transactions: Transactions, clock: Clock, scan_quarantine: Files, application_id: Id
) -> Response[str] | Redirect:
    data = await request.form()
    kind, file = str(data.get("kind", "")), data.get("file")
    await _must_be_mine_and_open(request, transactions, application_id)
    async with transactions.writing() as session:
        fault = await _take_in(session, scan_quarantine, clock, application_id, kind, file)
        application = await own_for_update(session, request.user.account_id, application_id)
        if fault is None:
            touch(application, clock.now())
        context = await _context(session, application, Form({"kind": kind}, {"file": fault} if fault else {}))
    if fault:
        return page(request, "pages/cabinet/documents.html", context, 422)
    return go_to(request, f"/cabinet/applications/{application_id}/documents")


async def _must_be_mine_and_open(request: PortalRequest, transactions: Transactions, application_id: UUID) -> None:
    """Before a byte is kept for it."""
    async with transactions.reading() as session:
        must_be_open(await own(session, request.user.account_id, application_id))


async def _take_in(
    session: AsyncSession, quarantine: Files, clock: Clock, application_id: UUID, kind: str, file: object
) -> Fault | None:
    if kind not in DOCUMENT_KINDS:
        return Fault(N_("Choose which document this is"))
    if not isinstance(file, UploadFile) or not file.filename:
        return Fault(N_("Choose a file first"))
    content = await file.read()
    taken = await take_in(
        session, quarantine, clock, owner_id=application_id, kind=kind, file_name=file.filename, content=content
    )
    return Fault(REFUSALS[taken.code], taken.detail) if isinstance(taken, Refused) else None


@post(f"{_BASE}/remove", opt=access(Access.CITIZEN), status_code=200)
async def detach(request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id) -> Redirect:
    scan_id = as_id(typed(await request.form()).get("scan", ""))
    if scan_id is None:
        raise NotFound
    async with transactions.writing() as session:
        application = await own_for_update(session, request.user.account_id, application_id)
        touch(application, clock.now())
        await remove_scan(session, application.id, scan_id, draft_open=True)
    return go_to(request, f"/cabinet/applications/{application_id}/documents")


@get(f"{_BASE}/{{scan_id:uuid}}", opt=access(Access.CITIZEN) | limited(DOWNLOADS))
async def own_scan(
    request: PortalRequest,
    transactions: Transactions,
    scan_files: Files,
    application_id: Id,
    scan_id: Id,
) -> Response[bytes]:
    """The citizen's own scan, as the provider will see it."""
    async with transactions.reading() as session:
        application = await own(session, request.user.account_id, application_id)
        scan = await read_scan(session, scan_files, application.id, scan_id)
    return download(scan.content, scan.file_name, scan.type.media_type)


async def _context(session: AsyncSession, application: Application, form: Form) -> dict[str, object]:
    wanted = required_documents(plain(application.answers))
    return {
        "application": application,
        "form": form,
        "scans": await scans_of(session, application.id),
        "wanted": [(need, DOCUMENT_KINDS[need.kind]) for need in wanted],
        "kinds": DOCUMENT_KINDS,
        "refusals": REFUSALS,
        "max_mb": LARGEST_FILE // MEGABYTE,
        "step": ORDER.index("documents") + 1,
        "steps": len(ORDER),
    }


PAGES = (documents_form, attach, detach, own_scan)
