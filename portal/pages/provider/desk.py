"""The provider's workplace: each official sees what is theirs to do, and nothing else (R-5, R-10.9)."""

from uuid import UUID

from litestar import Response, get
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.desk import TURN, count_waiting, desk_application, waiting
from portal.applications.doubt import Doubt, doubt_of
from portal.applications.history import current_stages, last_data, stages, with_grounds
from portal.applications.request_document import full_name, read
from portal.applications.tables import Application
from portal.documents.list import scans_of
from portal.documents.read import read_scan
from portal.kernel.errors import NotFound
from portal.notices.form import notice_of
from portal.pages.cabinet.answers import answered
from portal.providers.find import Holding, get_provider, name_of, staff
from portal.providers.tables import Role
from portal.regulation.procedure import Act
from portal.regulation.standard import (
    DEFECTS,
    DOCUMENT_KINDS,
    KINSHIP,
    REFUSAL_GROUNDS,
    DocumentKind,
    required_documents,
)
from portal.signing.explain import certificate_of, explain
from portal.signing.find import newest_signature, when_signed
from portal.signing.tables import SignatureState
from portal.signing.time_stamping import with_proof
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.forms import Form
from portal.web.given import Clock, Files, Id, Transactions, Verifier
from portal.web.limits import limited
from portal.web.limits_table import DOWNLOADS
from portal.web.page import PortalRequest, language_of, page
from portal.web.paging import Paging, page_number
from portal.wiring.signatures import NOTICE, REQUEST

BASE = "/provider/applications/{application_id:uuid}"


@get("/provider", opt=access(Access.STAFF))
async def desk(request: PortalRequest, transactions: Transactions, clock: Clock) -> Response[str]:
    holding = _holding(request)
    number = page_number(request)
    async with transactions.reading() as session:
        provider = await get_provider(session, holding.provider_id)
        cards = await waiting(session, holding, number)
        stages_now = await current_stages(session, [card.id for card in cards], provider)
        count = await count_waiting(session, holding)
    context = {
        "holding": holding,
        "provider": name_of(provider, language_of(request)),
        "rows": [(card, stages_now[card.id]) for card in cards],
        "paging": Paging(number, count),
        "now": clock.now(),
    }
    return page(request, "pages/provider/desk.html", context)


def _holding(request: PortalRequest) -> Holding:
    """The position an official works in."""
    holding: Holding = request.user.holdings[0]
    return holding


async def get_for(
    session: AsyncSession, holding: Holding, application_id: UUID, *, to_write: bool = False
) -> Application:
    """The application, if it is this official's to see."""
    application = await desk_application(session, holding, application_id, to_write=to_write)
    if application is None:
        raise NotFound
    return application


@get(BASE, opt=access(Access.STAFF))
async def application_page(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str]:
    async with transactions.reading() as session:
        application = await get_for(session, _holding(request), application_id)
        return await show(request, session, clock, application, Form())


async def show(
    request: PortalRequest, session: AsyncSession, clock: Clock, application: Application, form: Form, status: int = 200
) -> Response[str]:
    """The application as this official works on it: what was asked, what is attached, what can be done now."""
    holding = _holding(request)
    document = read(application.request_document or b"")
    provider = await get_provider(session, holding.provider_id)
    doubt = await doubt_of(session, application)
    to_decide = doubt is not None and doubt.is_open and holding.role is Role.EXECUTOR
    context: dict[str, object] = {
        "application": application,
        "holding": holding,
        "my_turn": to_decide or application.application_state in TURN[holding.role],
        "doubt": describe_doubt(doubt) if doubt else None,
        "signed": await when_signed(session, application.id, REQUEST),
        "document": document,
        "applicant": full_name(document["answers"]),
        "answers": await answered(session, document, language_of(request)),
        "scans": await scans_of(session, application.id),
        "kinds": DOCUMENT_KINDS,
        "kinship": KINSHIP,
        "stages": with_grounds(await stages(session, application.id, provider)),
        "form": form,
        "now": clock.now(),
    }
    context |= await _for_role(session, application, holding, clock)
    at = f"/provider/applications/{application.id}"
    return page(request, "pages/provider/application.html", context, status, at=at)


async def _for_role(
    session: AsyncSession, application: Application, holding: Holding, clock: Clock
) -> dict[str, object]:
    if holding.role is Role.EXECUTOR:
        remark = (await last_data(session, application.id, Act.RETURN_DRAFT)).get("remark", "")
        return {"grounds": REFUSAL_GROUNDS, "defects": DEFECTS, "remark": remark, "examined": examined(application)}
    if holding.role is Role.HEAD:
        executors = await staff(session, holding.provider_id, Role.EXECUTOR, clock.now())
        return {"executors": executors, **await _for_signing(session, application)}
    return {}


def describe_doubt(doubt: Doubt) -> dict[str, object]:
    """What was found against the applicant's signature, as the case says it."""
    return {
        "explanation": explain(doubt.signature),
        "certificate": certificate_of(doubt.signature),
        "arrived_at": doubt.signature.arrived_at,
        "found_at": doubt.signature.looked_again_at,
        "kept_because": doubt.kept_because,
        "is_open": doubt.is_open,
    }


def examined(application: Application) -> list[DocumentKind]:
    """What an executor can find defects in: what is attached, and what was asked for."""
    document = read(application.request_document or b"")
    attached = {file["kind"] for file in document["attachments"]}
    asked = {need.kind for need in required_documents(document["answers"]) if need.required}
    return [kind for code, kind in DOCUMENT_KINDS.items() if code in attached | asked | {"other"}]


async def _for_signing(session: AsyncSession, application: Application) -> dict[str, object]:
    notice = await notice_of(session, application.id)
    signature = await newest_signature(session, notice.id, NOTICE) if notice else None
    invalid = signature is not None and signature.state is SignatureState.INVALID
    checking = signature is not None and signature.state is SignatureState.BEING_CHECKED
    return {
        "notice": notice,
        "withdrawn": bool(await last_data(session, application.id, Act.WITHDRAW_NOTICE)),
        "signature_checking": checking,
        "refusal": explain(signature) if signature and invalid else None,
    }


@get(f"{BASE}/documents/{{scan_id:uuid}}", opt=access(Access.STAFF) | limited(DOWNLOADS))
async def scan(
    request: PortalRequest,
    transactions: Transactions,
    scan_files: Files,
    application_id: Id,
    scan_id: Id,
) -> Response[bytes]:
    async with transactions.reading() as session:
        application = await get_for(session, _holding(request), application_id)
        found = await read_scan(session, scan_files, application.id, scan_id)
    return download(found.content, found.file_name, found.type.media_type)


@get(f"{BASE}/request.json", opt=access(Access.STAFF))
async def request_document(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[bytes]:
    async with transactions.reading() as session:
        application = await get_for(session, _holding(request), application_id)
    return download(application.request_document or b"", "request.json", "application/json")


@get(f"{BASE}/request.p7s", opt=access(Access.STAFF) | limited(DOWNLOADS))
async def request_signature(
    request: PortalRequest, transactions: Transactions, verifier: Verifier, application_id: Id
) -> Response[bytes]:
    async with transactions.reading() as session:
        application = await get_for(session, _holding(request), application_id)
        signature = await newest_signature(session, application.id, REQUEST)
        if signature is None:
            raise NotFound
        kept = await with_proof(session, verifier, signature)
    return download(kept, "request.p7s", "application/pkcs7-signature")


PAGES = (desk, application_page, scan, request_document, request_signature)
