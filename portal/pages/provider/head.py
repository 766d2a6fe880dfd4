"""The head names the executor, and signs the result or returns it (R-5.3, R-5.5)."""

from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect

from portal.applications.desk import seen_application
from portal.applications.refuse import return_draft
from portal.applications.register import name_executor
from portal.kernel.errors import NotYourTurn
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.pages.provider.case import BASE, go_on, show_again
from portal.providers.tables import Role
from portal.reading.text import required_paragraphs
from portal.regulation.procedure import Act
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.forms import Form, as_id, read_form, typed
from portal.web.given import Clock, Files, Id, Transactions, Verifier
from portal.web.limits import limited
from portal.web.limits_table import DOWNLOADS, SIGNATURES
from portal.web.page import PortalRequest, go_to
from portal.web.private_keys import must_be_told
from portal.web.uploads import LARGEST_BODY, uploaded_signature
from portal.wiring.sign_notice import NoticeSigning, sign_notice, unsigned_notice

_LONGEST_REMARK = 1_000
_REMARK = {"remark": required_paragraphs(N_("Remark"), _LONGEST_REMARK)}
_NOBODY_CHOSEN = Fault(N_("Choose the executor"))
_MADE_ANEW = Fault(N_("The notice was made anew, because what it says has changed. Download it again and sign it."))


@post(f"{BASE}/executor", opt=access(Access.HEAD), status_code=200)
async def press_name_executor(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    chosen = as_id(typed(await request.form()).get("executor", ""))
    if chosen is None:
        form = Form(errors={"executor": _NOBODY_CHOSEN})
        return await show_again(request, transactions, clock, application_id, Act.NAME_EXECUTOR, form)
    async with transactions.writing() as session:
        refused = await name_executor(session, request.user.official, application_id, chosen, clock.now())
    return go_on(request, refused)


@post(f"{BASE}/return", opt=access(Access.HEAD), status_code=200)
async def press_return_draft(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    form = read_form(typed(await request.form()), _REMARK)
    if form.errors:
        return await show_again(request, transactions, clock, application_id, Act.RETURN_DRAFT, form)
    async with transactions.writing() as session:
        refused = await return_draft(session, request.user.official, application_id, form.values["remark"], clock.now())
    return go_on(request, refused)


@get(f"{BASE}/notice.pdf", opt=access(Access.HEAD) | limited(DOWNLOADS))
async def notice_to_sign(
    request: PortalRequest, transactions: Transactions, notice_files: Files, application_id: Id
) -> Response[bytes] | Redirect:
    """Download the PDF to sign. `sign_notice` checks whether it is still up to date."""
    async with transactions.reading() as session:
        holdings = request.user.official.in_role(Role.HEAD)
        notice = await unsigned_notice(session, await seen_application(session, holdings, application_id))
    if notice.pdf_sha256 is None:
        return go_to(request, f"/provider/applications/{application_id}")
    return download(await notice_files.get(notice.pdf_sha256), f"kezek-{notice.number}.pdf", "application/pdf")


@post(
    f"{BASE}/sign",
    opt=access(Access.HEAD) | limited(SIGNATURES),
    status_code=200,
    request_max_body_size=LARGEST_BODY,
)
async def press_sign_notice(
    request: PortalRequest,
    transactions: Transactions,
    clock: Clock,
    verifier: Verifier,
    notice_files: Files,
    application_id: Id,
) -> Response[str] | Redirect:
    """Receive the head's signature. A bad one issues nothing, and the page of the case says why."""
    cms = await uploaded_signature(request)
    if isinstance(cms, Fault):
        return await _ask_again(request, transactions, clock, application_id, Form(errors={"signature": cms}))
    signing = await sign_notice(transactions, notice_files, verifier, clock, request.user.official, application_id, cms)
    if signing is NoticeSigning.MADE_ANEW:
        # A fault of the page, because the page has no signature field while the notice is being made.
        return await _ask_again(request, transactions, clock, application_id, Form(errors={"": _MADE_ANEW}))
    return go_to(request, f"/provider/applications/{application_id}")


async def _ask_again(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: UUID, form: Form
) -> Response[str] | Redirect:
    """Show the case with what is wrong; where nothing waits for a signature any more, lead to the case as it is."""
    try:
        return await show_again(request, transactions, clock, application_id, Act.SIGN_NOTICE, form)
    except NotYourTurn:
        must_be_told(form.errors.values())
        return go_to(request, f"/provider/applications/{application_id}")


PAGES = (press_name_executor, press_return_draft, notice_to_sign, press_sign_notice)
