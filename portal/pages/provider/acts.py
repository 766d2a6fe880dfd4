"""What officials do with an application. Each address is open to one role; the regulation decides the rest."""

from collections.abc import Mapping
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from auth.signatures import OFFICIAL, ExpectedSigner
from portal.applications.answer import Remark, draft_refusal, refuse_for_defects, return_draft
from portal.applications.continue_draft import continue_draft
from portal.applications.doubt import keep_request, refuse_unconfirmed
from portal.applications.tables import Application
from portal.applications.work import name_executor, register
from portal.kernel.errors import NotYourTurn
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault, Refused
from portal.notices.form import notice_of
from portal.notices.tables import Notice
from portal.pages.cabinet.sign import signature_file
from portal.pages.provider.desk import BASE, get_for, show
from portal.providers.find import Holding, get_provider
from portal.providers.tables import Role
from portal.queue.enter import bring_up_to_date, draft_notice
from portal.reading.text import one_line, required_text
from portal.regulation.procedure import ACTOR_OF, Act, open_acts
from portal.regulation.standard import DEFECTS, DOCUMENT_KINDS, REFUSAL_GROUNDS
from portal.regulation.states import State
from portal.signing.receive import LARGEST_CMS, judge, receive
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.forms import Form, as_id, read, typed
from portal.web.given import Clock, Files, Id, Transactions, Verifier
from portal.web.limits import limited
from portal.web.limits_table import DOWNLOADS, SIGNATURES
from portal.web.page import PortalRequest, go_to
from portal.wiring.signatures import NOTICE, settle

_FACTS = N_("What was found")
_REMARK = N_("Remark")
_WHY = N_("Why the request is kept")
_LONGEST_REMARK = 1_000
_MADE_ANEW = Fault(N_("The notice was made anew, because its number has moved. Download it again and sign it."))


@post(f"{BASE}/register", opt=access(Access.CLERK), status_code=200)
async def register_application(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Redirect:
    async with transactions.writing() as session:
        application = await _take_for(Act.REGISTER, request, session, application_id)
        _must(register(session, application, request.user.account_id, clock.now()))
    return _back(request)


@post(f"{BASE}/executor", opt=access(Access.HEAD), status_code=200)
async def choose_executor(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    chosen = as_id(typed(await request.form()).get("executor", ""))
    async with transactions.writing() as session:
        application = await _take_for(Act.NAME_EXECUTOR, request, session, application_id)
        if chosen is None:
            form = Form(errors={"executor": Fault(N_("Choose the executor"))})
            return await show(request, session, clock, application, form, 422)
        _must(await name_executor(session, application, chosen, request.user.account_id, clock.now()))
    return _back(request)


@post(f"{BASE}/notice", opt=access(Access.EXECUTOR), status_code=200)
async def draft_the_notice(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Redirect:
    async with transactions.writing() as session:
        application = await _take_for(Act.DRAFT_NOTICE, request, session, application_id)
        _must(await draft_notice(session, application, request.user.account_id, clock.now()))
    return _back(request)


@post(f"{BASE}/refusal", opt=access(Access.EXECUTOR), status_code=200)
async def draft_the_refusal(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    form = read(typed(await request.form()), {"ground": _ground, "facts": required_text(_FACTS, 2_000)})
    async with transactions.writing() as session:
        application = await _take_for(Act.DRAFT_REFUSAL, request, session, application_id)
        if form.errors:
            return await show(request, session, clock, application, form, 422)
        values = form.values
        _must(
            await draft_refusal(
                session, application, request.user.account_id, values["ground"], values["facts"], clock.now()
            )
        )
    return _back(request)


def _ground(code: str) -> str | Fault:
    return code if code in REFUSAL_GROUNDS else Fault(N_("Choose the ground"))


@post(f"{BASE}/defects", opt=access(Access.EXECUTOR), status_code=200)
async def refuse_the_documents(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    """Refuse for defects (R-10.10); the citizen's answers go on in a new draft."""
    values = typed(await request.form())
    async with transactions.writing() as session:
        application = await _take_for(Act.REFUSE_FOR_DEFECTS, request, session, application_id)
        remarks, words = _remarks(values), one_line(values.get("defect_words", ""))[:_LONGEST_REMARK]
        if not remarks:
            form = Form(values, {"": Fault(N_("Choose what is wrong with at least one document"))})
            return await show(request, session, clock, application, form, 422)
        _must(await refuse_for_defects(session, application, request.user.account_id, remarks, words, clock.now()))
        await continue_draft(session, application, clock.now())
    return _back(request)


def _remarks(values: Mapping[str, str]) -> list[Remark]:
    """What was chosen, document by document."""
    chosen = [Remark(kind, values.get(f"defect-{kind}", "")) for kind in DOCUMENT_KINDS]
    return [remark for remark in chosen if remark.defect in DEFECTS]


@post(f"{BASE}/unconfirmed", opt=access(Access.EXECUTOR), status_code=200)
async def refuse_the_unconfirmed(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Redirect:
    """End the request because its signature is found void (R-10.7); the answers go on in a new draft."""
    async with transactions.writing() as session:
        application = await _take_for(Act.REFUSE_UNCONFIRMED, request, session, application_id)
        _must(await refuse_unconfirmed(session, application, request.user.account_id, clock.now()))
        await continue_draft(session, application, clock.now())
    return _back(request)


@post(f"{BASE}/keep", opt=access(Access.EXECUTOR), status_code=200)
async def keep_the_request(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    """Go on with a request whose signature is found void: why is kept with it."""
    form = read(typed(await request.form()), {"reason": required_text(_WHY, _LONGEST_REMARK)})
    async with transactions.writing() as session:
        application = await _take_for(Act.KEEP_REQUEST, request, session, application_id)
        if form.errors:
            return await show(request, session, clock, application, form, 422)
        reason = form.values["reason"]
        _must(await keep_request(session, application, request.user.account_id, reason, clock.now()))
    return go_to(request, f"/provider/applications/{application_id}")


@post(f"{BASE}/return", opt=access(Access.HEAD), status_code=200)
async def give_back(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    form = read(typed(await request.form()), {"remark": required_text(_REMARK, _LONGEST_REMARK)})
    async with transactions.writing() as session:
        application = await _take_for(Act.RETURN_DRAFT, request, session, application_id)
        if form.errors:
            return await show(request, session, clock, application, form, 422)
        _must(await return_draft(session, application, request.user.account_id, form.values["remark"], clock.now()))
    return _back(request)


@get(f"{BASE}/notice.pdf", opt=access(Access.HEAD) | limited(DOWNLOADS))
async def notice_pdf(
    request: PortalRequest, transactions: Transactions, notice_files: Files, application_id: Id
) -> Response[bytes] | Redirect:
    """The bytes to sign. Whether they are still true is seen when the signature comes in."""
    async with transactions.reading() as session:
        application = await get_for(session, request.user.holding(Role.HEAD), application_id)
        notice = await _unsigned(session, application)
    if notice.pdf_sha256 is None:
        return go_to(request, f"/provider/applications/{application_id}")
    return download(await notice_files.get(notice.pdf_sha256), f"kezek-{notice.number}.pdf", "application/pdf")


@post(
    f"{BASE}/sign",
    opt=access(Access.HEAD) | limited(SIGNATURES),
    status_code=200,
    request_max_body_size=LARGEST_CMS * 2,
)
async def sign_notice(
    request: PortalRequest,
    transactions: Transactions,
    clock: Clock,
    verifier: Verifier,
    notice_files: Files,
    application_id: Id,
) -> Response[str] | Redirect:
    """The head's signature over the PDF. Anything wrong with it issues nothing, and the page says what."""
    cms = await signature_file(request)
    async with transactions.reading() as session:
        application = await get_for(session, request.user.holding(Role.HEAD), application_id)
        notice = await notice_of(session, application.id)
    if notice is None or notice.issued_at:
        return go_to(request, f"/provider/applications/{application_id}")
    pdf = await notice_files.get(notice.pdf_sha256) if notice.pdf_sha256 else b""
    async with transactions.writing() as session:
        application, holding = await _take(request, session, application_id, Role.HEAD)
        errors = {"signature": cms} if isinstance(cms, Fault) else {}
        if not errors and not await _receive(request, session, application, holding, pdf, cms, clock, verifier):
            # Of the page, not of the field: while the notice is being made there is none.
            errors = {"": _MADE_ANEW}
        if errors:
            return await show(request, session, clock, application, Form(errors=errors), 422)
    return go_to(request, f"/provider/applications/{application_id}")


async def _receive(
    request: PortalRequest,
    session: AsyncSession,
    application: Application,
    holding: Holding,
    pdf: bytes,
    cms: bytes | Fault,
    clock: Clock,
    verifier: Verifier,
) -> bool:
    """False: the notice had to be made anew, and this signature is over one that is no longer true."""
    now = clock.now()
    notice = await _unsigned(session, application)
    anew = await bring_up_to_date(session, application, notice, holding.id, holding.full_name, now)
    if anew or notice.pdf_sha256 is None or isinstance(cms, Fault):
        return False
    provider = await get_provider(session, holding.provider_id)
    expected = ExpectedSigner(OFFICIAL, request.user.iin, provider.bin)
    signature = receive(session, NOTICE, notice.id, request.user.account_id, pdf, cms, expected, now)
    await session.flush()
    _must(await settle(session, signature, await judge(verifier, signature), now))
    return True


async def _unsigned(session: AsyncSession, application: Application) -> Notice:
    """The notice that waits for the head."""
    notice = await notice_of(session, application.id)
    if notice is None or notice.issued_at or application.application_state is not State.DRAFTED:
        raise NotYourTurn
    return notice


async def _take_for(act: Act, request: PortalRequest, session: AsyncSession, application_id: UUID) -> Application:
    """The application, held for this act. One that is not open any more is refused whatever stands in its form."""
    actor = ACTOR_OF[act]
    application, _ = await _take(request, session, application_id, Role(actor.value))
    if act not in open_acts(application.application_state, actor):
        raise NotYourTurn
    return application


async def _take(
    request: PortalRequest, session: AsyncSession, application_id: UUID, role: Role
) -> tuple[Application, Holding]:
    holding: Holding = request.user.holding(role)
    return await get_for(session, holding, application_id, to_write=True), holding


def _must(refused: Refused | None) -> None:
    """An act that is no longer open: the page was stale, or the request made up. Nothing is committed."""
    if refused:
        raise NotYourTurn


def _back(request: PortalRequest) -> Redirect:
    """To the desk: what is done is no longer this person's to do."""
    return go_to(request, "/provider")


PAGES = (
    register_application,
    choose_executor,
    draft_the_notice,
    draft_the_refusal,
    refuse_the_documents,
    refuse_the_unconfirmed,
    keep_the_request,
    give_back,
    notice_pdf,
    sign_notice,
)
