"""Check the answers, make the request document, sign it (clauses R-10.5 to R-10.7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.find import own_application
from portal.applications.in_words import RequestInWords, in_words
from portal.applications.make_request import make_request
from portal.applications.request_document import RequestDocument
from portal.applications.tables import Application
from portal.kernel.language import Language, Translate
from portal.kernel.outcomes import Fault
from portal.regulation.clauses import Clause, clause
from portal.regulation.standard import DOCUMENT_KINDS, KINSHIP, DocumentKind, Kin
from portal.regulation.states import State
from portal.rendering.view import View
from portal.signing.explain import Explanation, refusal_of
from portal.signing.find import newest_signature
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.forms import Form
from portal.web.given import Clock, Id, Transactions, Verifier
from portal.web.limits import limited
from portal.web.limits_table import REQUESTS, SIGNATURES
from portal.web.page import PortalRequest, go_to, language_of, page
from portal.web.private_keys import must_be_told
from portal.web.uploads import LARGEST_BODY, uploaded_signature
from portal.wiring.sign_request import sign_request
from portal.wiring.signatures import REQUEST

_BASE = "/cabinet/applications/{application_id:uuid}"
FILE_NAME = "request.json"


@dataclass(frozen=True, slots=True)
class SignView(View):
    """`refusal` is why the last signature was not accepted."""

    template: ClassVar[str] = "pages/cabinet/sign.html"
    application: Application
    document: RequestDocument
    words: RequestInWords
    refusal: Explanation | None
    form: Form
    ground_clause: Clause = field(default_factory=lambda: clause("R-10.7"))
    kinship: Mapping[str, Kin] = field(default_factory=lambda: KINSHIP)
    kinds: Mapping[str, DocumentKind] = field(default_factory=lambda: DOCUMENT_KINDS)
    file_name: str = FILE_NAME


@post(f"{_BASE}/request", opt=access(Access.CITIZEN) | limited(REQUESTS), status_code=200)
async def press_make_request(request: PortalRequest, transactions: Transactions, application_id: Id) -> Redirect:
    """Make the request document of a complete draft, and go on to sign it."""
    visitor, language, text = request.user, language_of(request), request.app.state.rendering.text
    async with transactions.writing() as session:
        made = await make_request(session, visitor.account_id, application_id, visitor.iin, language, text)
    base = f"/cabinet/applications/{application_id}"
    return go_to(request, f"{base}/sign" if made else base)


@get(f"{_BASE}/sign", opt=access(Access.CITIZEN))
async def sign_form(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[str] | Redirect:
    return await _show(request, transactions, application_id, Form())


@get(f"{_BASE}/{FILE_NAME}", opt=access(Access.CITIZEN))
async def request_to_sign(
    request: PortalRequest, transactions: Transactions, application_id: Id
) -> Response[bytes] | Redirect:
    """Download the bytes to sign."""
    async with transactions.reading() as session:
        application = await own_application(session, request.user.account_id, application_id)
    document = application.document_to_sign
    if document is None:
        return go_to(request, f"/cabinet/applications/{application_id}")
    return download(document, FILE_NAME, "application/json")


@post(
    f"{_BASE}/sign",
    opt=access(Access.CITIZEN) | limited(SIGNATURES),
    status_code=200,
    request_max_body_size=LARGEST_BODY,
)
async def press_sign_request(
    request: PortalRequest, transactions: Transactions, clock: Clock, verifier: Verifier, application_id: Id
) -> Response[str] | Redirect:
    """Sign and send. A second press, a retry or the back button leads where the first press led."""
    cms, visitor = await uploaded_signature(request), request.user
    if isinstance(cms, Fault):
        return await _show(request, transactions, application_id, Form(errors={"signature": cms}), 422)
    # Read before the transaction: a request does not arrive later because it waits for others.
    arrived_at = clock.now()
    async with transactions.writing() as session:
        state = await sign_request(session, verifier, visitor.account_id, visitor.iin, application_id, cms, arrived_at)
    base = f"/cabinet/applications/{application_id}"
    return go_to(request, f"{base}/sign" if state is State.DRAFT else f"{base}/sent")


async def _show(
    request: PortalRequest, transactions: Transactions, application_id: UUID, form: Form, status: int = 200
) -> Response[str] | Redirect:
    """Show the document to sign in words. Redirect to the draft if there is none, to the page after sending if sent."""
    async with transactions.reading() as session:
        application = await own_application(session, request.user.account_id, application_id)
        base = f"/cabinet/applications/{application_id}"
        if application.application_state is not State.DRAFT or application.document_to_sign is None:
            must_be_told(form.errors.values())
            return go_to(request, base if application.application_state is State.DRAFT else f"{base}/sent")
        text = request.app.state.rendering.text
        view = await _view(session, application, form, language_of(request), text)
    return page(request, view, status)


async def _view(
    session: AsyncSession, application: Application, form: Form, language: Language, translate: Translate
) -> SignView:
    document = application.request
    return SignView(
        application=application,
        document=document,
        words=await in_words(session, document, language, translate),
        refusal=refusal_of(await newest_signature(session, application.id, REQUEST)),
        form=form,
    )


PAGES = (press_make_request, sign_form, request_to_sign, press_sign_request)
