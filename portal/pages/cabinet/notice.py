"""The issued notice in the cabinet: the page, the PDF, and the signature that verifies without the portal (R-3.d)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from litestar import Response, get
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.find import own_application
from portal.kernel.errors import NotFound
from portal.notices.kinds import NOTICES, NoticeRow
from portal.notices.letter import LetterPart, letter_html
from portal.notices.lifecycle import issued_notice_of
from portal.notices.tables import Notice
from portal.pages.cabinet.application import BASE
from portal.rendering.view import View
from portal.signing.find import SigningTimes, signing_times
from portal.signing.tables import Signature
from portal.signing.time_stamping import with_proof
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.given import Files, Id, Transactions, Verifier
from portal.web.limits import limited
from portal.web.limits_table import DOWNLOADS
from portal.web.page import PortalRequest, go_to, page
from portal.wiring.signatures import NOTICE


@dataclass(frozen=True, slots=True)
class NoticeView(View):
    """`body` is the letter as HTML, in the notice's language."""

    template: ClassVar[str] = "pages/cabinet/notice.html"
    application_id: UUID
    notice: Notice
    row: NoticeRow
    body: str
    signed: SigningTimes | None


@get(f"{BASE}/notice", opt=access(Access.CITIZEN))
async def notice_page(
    request: PortalRequest, transactions: Transactions, application_id: Id
) -> Response[str] | Redirect:
    """Show the notice. Before it is issued, and once it is withdrawn, lead to the application, which says so."""
    async with transactions.reading() as session:
        await own_application(session, request.user.account_id, application_id)
        notice = await issued_notice_of(session, application_id)
        if notice is None:
            return go_to(request, f"/cabinet/applications/{application_id}")
        signed = await signing_times(session, notice.id, NOTICE)
    body = letter_html(request.app.state.rendering, notice, LetterPart.BODY)
    return page(request, NoticeView(application_id, notice, NOTICES[notice.kind], body, signed))


@get(f"{BASE}/notice.pdf", opt=access(Access.CITIZEN) | limited(DOWNLOADS))
async def issued_pdf(
    request: PortalRequest, transactions: Transactions, notice_files: Files, application_id: Id
) -> Response[bytes]:
    """Download the bytes that the head signed."""
    async with transactions.reading() as session:
        notice = await _own_notice(session, request, application_id)
    return download(await notice_files.get(notice.pdf_sha256 or ""), f"kezek-{notice.number}.pdf", "application/pdf")


@get(f"{BASE}/notice.p7s", opt=access(Access.CITIZEN) | limited(DOWNLOADS))
async def heads_signature(
    request: PortalRequest, transactions: Transactions, verifier: Verifier, application_id: Id
) -> Response[bytes]:
    """Download the signature with its time-stamp and the issuing certificates: the root alone verifies it."""
    async with transactions.reading() as session:
        notice = await _own_notice(session, request, application_id)
        signature = await session.get_one(Signature, notice.signature_id)
        kept = await with_proof(session, verifier, signature)
    return download(kept, f"kezek-{notice.number}.p7s", "application/pkcs7-signature")


async def _own_notice(session: AsyncSession, request: PortalRequest, application_id: UUID) -> Notice:
    """Return the issued notice of the person's own application. Raises NotFound for anything else."""
    await own_application(session, request.user.account_id, application_id)
    notice = await issued_notice_of(session, application_id)
    if notice is None:
        raise NotFound
    return notice


PAGES = (notice_page, issued_pdf, heads_signature)
