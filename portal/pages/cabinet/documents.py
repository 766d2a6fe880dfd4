"""Attach the documents that the Standard asks for, one file in each request: a fault loses no other file (R-10.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from secrets import token_hex
from typing import ClassVar
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect

from portal.applications.attach import Upload, attach_scan, detach_scan
from portal.applications.completeness import ORDER
from portal.applications.draft import must_be_open
from portal.applications.find import own_application
from portal.applications.question import text_answers
from portal.applications.tables import Application
from portal.documents.limits import LARGEST_FILE, MEGABYTE
from portal.documents.list import ScanRow, scans_of
from portal.documents.read import read_scan
from portal.documents.refusals import REFUSALS
from portal.kernel.errors import NotFound
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.regulation.standard import DOCUMENT_KINDS, DocumentKind, Requirement, required_documents
from portal.regulation.states import State
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.forms import Form, as_id, typed
from portal.web.given import Clock, Files, Id, Transactions
from portal.web.limits import limited
from portal.web.limits_table import DOWNLOADS, UPLOADS
from portal.web.page import PortalRequest, go_to, page, wants_fragment
from portal.web.private_keys import PRIVATE_KEY, must_be_told
from portal.web.told import telling
from portal.web.uploads import LARGEST_BODY, uploaded_file

_BASE = "/cabinet/applications/{application_id:uuid}/documents"
_CHOOSE_KIND = Fault(N_("Choose which document this is"))
_CHOOSE_FILE = Fault(N_("Choose a file first"))


@dataclass(frozen=True, slots=True)
class ScansView(View):
    """The list of scans alone. It asks for itself again while a scan is being checked, each time anew: `asking`."""

    template: ClassVar[str] = "partials/cabinet/scans.html"
    application: Application
    scans: Sequence[ScanRow]
    kinds: Mapping[str, DocumentKind] = field(default_factory=lambda: DOCUMENT_KINDS)
    refusals: Mapping[str, str] = field(default_factory=lambda: REFUSALS)
    asking: str = field(default_factory=partial(token_hex, 4))


@dataclass(frozen=True, slots=True)
class DocumentsView(View):
    template: ClassVar[str] = "pages/cabinet/documents.html"
    application: Application
    scans: Sequence[ScanRow]
    wanted: Sequence[tuple[Requirement, DocumentKind]]
    form: Form
    kinds: Mapping[str, DocumentKind] = field(default_factory=lambda: DOCUMENT_KINDS)
    refusals: Mapping[str, str] = field(default_factory=lambda: REFUSALS)
    asking: str = field(default_factory=partial(token_hex, 4))
    max_mb: int = LARGEST_FILE // MEGABYTE
    step: int = ORDER.index("documents") + 1
    steps: int = len(ORDER)


@get(_BASE, opt=access(Access.CITIZEN))
async def documents_form(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[str]:
    return await _show(request, transactions, application_id, Form())


@post(_BASE, opt=access(Access.CITIZEN) | limited(UPLOADS), status_code=200, request_max_body_size=LARGEST_BODY)
async def press_attach(
    request: PortalRequest, transactions: Transactions, clock: Clock, scan_quarantine: Files, application_id: Id
) -> Response[str] | Redirect:
    upload = await _upload(request)
    if isinstance(upload, Form):
        return await _show(request, transactions, application_id, upload, 422)
    refused = await attach_scan(transactions, scan_quarantine, clock, request.user.account_id, application_id, upload)
    if refused:
        fault = Fault(REFUSALS[refused.code], refused.detail)
        form = Form({"kind": upload.kind}, {"file": fault})
        return await _show(request, transactions, application_id, form, 422)
    return telling(_to_documents(request, application_id), "attached", upload.file_name)


async def _upload(request: PortalRequest) -> Upload | Form:
    """Return the uploaded file, or the form with its faults."""
    kind = typed(await request.form()).get("kind", "")
    file = await uploaded_file(request, "file", _CHOOSE_FILE)
    form = Form({"kind": kind})
    if kind not in DOCUMENT_KINDS and file is not PRIVATE_KEY:
        form.errors["kind"] = _CHOOSE_KIND
    if isinstance(file, Fault):
        form.errors["file"] = file
        return form
    return form if form.errors else Upload(kind, file.name, file.content)


@post(f"{_BASE}/remove", opt=access(Access.CITIZEN), status_code=200)
async def press_detach(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Redirect:
    scan_id = as_id(typed(await request.form()).get("scan", ""))
    if scan_id is None:
        raise NotFound
    async with transactions.writing() as session:
        name = await detach_scan(session, request.user.account_id, application_id, scan_id, clock.now())
    answer = _to_documents(request, application_id)
    return telling(answer, "removed", name) if name else answer


@get(f"{_BASE}/{{scan_id:uuid}}", opt=access(Access.CITIZEN) | limited(DOWNLOADS))
async def own_scan(
    request: PortalRequest,
    transactions: Transactions,
    scan_files: Files,
    application_id: Id,
    scan_id: Id,
) -> Response[bytes]:
    """Download the citizen's own scan, as the provider sees it."""
    async with transactions.reading() as session:
        application = await own_application(session, request.user.account_id, application_id)
        scan = await read_scan(session, scan_files, application.id, scan_id)
    return download(scan.content, scan.file_name, scan.type.media_type)


def _to_documents(request: PortalRequest, application_id: UUID) -> Redirect:
    return go_to(request, f"/cabinet/applications/{application_id}/documents")


async def _show(
    request: PortalRequest, transactions: Transactions, application_id: UUID, form: Form, status: int = 200
) -> Response[str]:
    """Show the documents and their form. Raises NotYourTurn once the request is signed."""
    async with transactions.reading() as session:
        application = await own_application(session, request.user.account_id, application_id)
        if application.application_state is not State.DRAFT:
            must_be_told(form.errors.values())
        must_be_open(application)
        scans = await scans_of(session, application.id)
    if wants_fragment(request) and not form.errors:
        return page(request, ScansView(application, scans))
    wanted = [(need, DOCUMENT_KINDS[need.kind]) for need in required_documents(text_answers(application.answers))]
    return page(request, DocumentsView(application, scans, wanted, form), status)


PAGES = (documents_form, press_attach, press_detach, own_scan)
