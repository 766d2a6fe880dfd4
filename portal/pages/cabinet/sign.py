"""Check the answers, make the request document, sign it (clauses R-10.5 to R-10.7)."""

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from auth.signatures import CITIZEN, ExpectedSigner
from portal.applications.advance import By
from portal.applications.draft import must_be_open
from portal.applications.find import own, own_for_update
from portal.applications.progress import is_complete
from portal.applications.questions import CONSENT
from portal.applications.request_document import Attachment, make, read
from portal.applications.submit import take_signature
from portal.applications.tables import Application
from portal.documents.attached import attached_kinds
from portal.documents.list import all_clean, digests
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.pages.cabinet.answers import answered
from portal.regulation.actors import Actor
from portal.regulation.clauses import clause
from portal.regulation.standard import DOCUMENT_KINDS, KINSHIP
from portal.regulation.states import State
from portal.signing.explain import explain
from portal.signing.find import newest_signature
from portal.signing.receive import LARGEST_CMS, judge, receive
from portal.signing.tables import SignatureState
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.forms import Form
from portal.web.given import Clock, Id, Transactions, Verifier
from portal.web.limits import limited
from portal.web.limits_table import REQUESTS, SIGNATURES
from portal.web.page import PortalRequest, go_to, language_of, page
from portal.wiring.signatures import REQUEST, settle

_BASE = "/cabinet/applications/{application_id:uuid}"
FILE_NAME = "request.json"


@post(f"{_BASE}/request", opt=access(Access.CITIZEN) | limited(REQUESTS), status_code=200)
async def make_request_document(
    request: PortalRequest, transactions: Transactions, application_id: Id
) -> Response[str] | Redirect:
    """The draft is complete: from it are made the bytes to read and to sign."""
    async with transactions.writing() as session:
        application = await own_for_update(session, request.user.account_id, application_id)
        must_be_open(application)
        attached = await attached_kinds(session, application.id)
        if not is_complete(application.answers, attached) or not await all_clean(session, application.id):
            return go_to(request, f"/cabinet/applications/{application_id}")
        if application.request_document is None:
            application.language = language_of(request)
            application.request_document = await _document(request, session, application)
    return go_to(request, f"/cabinet/applications/{application_id}/sign")


async def _document(request: PortalRequest, session: AsyncSession, application: Application) -> bytes:
    text = request.app.state.rendering.text
    consents = [text(application.language, question.label) for question in CONSENT.questions]
    attached = [Attachment(row.kind, row.name, row.sha256) for row in await digests(session, application.id)]
    return make(application, request.user.iin, attached, consents)


@get(f"{_BASE}/sign", opt=access(Access.CITIZEN))
async def sign_form(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[str] | Redirect:
    async with transactions.reading() as session:
        application = await own(session, request.user.account_id, application_id)
        if application.application_state is not State.DRAFT or application.request_document is None:
            return go_to(request, f"/cabinet/applications/{application_id}")
        return await _show(request, session, application, Form())


@get(f"{_BASE}/{FILE_NAME}", opt=access(Access.CITIZEN))
async def request_document(
    request: PortalRequest, transactions: Transactions, application_id: Id
) -> Response[bytes] | Redirect:
    """The bytes to sign, exactly."""
    async with transactions.reading() as session:
        application = await own(session, request.user.account_id, application_id)
    if application.request_document is None:
        return go_to(request, f"/cabinet/applications/{application_id}")
    return download(application.request_document, FILE_NAME, "application/json")


@post(
    f"{_BASE}/sign",
    opt=access(Access.CITIZEN) | limited(SIGNATURES),
    status_code=200,
    request_max_body_size=LARGEST_CMS * 2,
)
async def sign(
    request: PortalRequest, transactions: Transactions, clock: Clock, verifier: Verifier, application_id: Id
) -> Response[str] | Redirect:
    """Take the signature in. A second press, a retry or the back button leads to where the first one led."""
    cms = await signature_file(request)
    async with transactions.writing() as session:
        application = await own_for_update(session, request.user.account_id, application_id)
        if application.application_state is not State.DRAFT or application.request_document is None:
            return go_to(request, f"/cabinet/applications/{application_id}")
        if isinstance(cms, Fault):
            return await _show(request, session, application, Form(errors={"signature": cms}), 422)
        await _receive(request, session, application, cms, clock, verifier)
    if application.application_state is State.DRAFT:
        return go_to(request, f"/cabinet/applications/{application_id}/sign")
    return go_to(request, f"/cabinet/applications/{application_id}")


async def _receive(
    request: PortalRequest,
    session: AsyncSession,
    application: Application,
    cms: bytes,
    clock: Clock,
    verifier: Verifier,
) -> None:
    now, account_id = clock.now(), request.user.account_id
    content = application.request_document or b""
    expected = ExpectedSigner(CITIZEN, request.user.iin, None)
    take_signature(session, application, By(Actor.RECIPIENT, account_id), now)
    signature = receive(session, REQUEST, application.id, account_id, content, cms, expected, now)
    await settle(session, signature, await judge(verifier, signature), now)


async def signature_file(request: PortalRequest) -> bytes | Fault:
    """The uploaded CMS, or why it cannot be taken in."""
    file = (await request.form()).get("signature")
    if not isinstance(file, UploadFile) or not file.filename:
        return Fault(N_("Choose the signature file first"))
    content = await file.read()
    if len(content) > LARGEST_CMS:
        return Fault(N_("This file is too large to be a signature. Upload the .p7s file that signing has made."))
    return content


async def _show(
    request: PortalRequest, session: AsyncSession, application: Application, form: Form, status: int = 200
) -> Response[str]:
    document = read(application.request_document or b"")
    refused = await newest_signature(session, application.id, REQUEST)
    context = {
        "application": application,
        "answers": await answered(session, document, language_of(request)),
        "document": document,
        "form": form,
        "refusal": explain(refused) if refused and refused.state is SignatureState.INVALID else None,
        "ground_clause": clause("R-10.7"),
        "kinship": KINSHIP,
        "kinds": DOCUMENT_KINDS,
        "file_name": FILE_NAME,
    }
    return page(request, "pages/cabinet/sign.html", context, status)


PAGES = (make_request_document, sign_form, request_document, sign)
