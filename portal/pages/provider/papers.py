"""The page of a case, and its downloads: scans, the signed request, the applicant's signature."""

from litestar import Response, get

from portal.applications.desk import seen_application
from portal.documents.read import read_scan
from portal.kernel.errors import NotFound
from portal.pages.provider.case import BASE, show_case
from portal.signing.find import newest_signature
from portal.signing.time_stamping import with_proof
from portal.web.access import Access, access
from portal.web.downloads import download
from portal.web.given import Clock, Files, Id, Transactions, Verifier
from portal.web.limits import limited
from portal.web.limits_table import DOWNLOADS
from portal.web.page import PortalRequest
from portal.wiring.signatures import REQUEST


@get(BASE, opt=access(Access.STAFF))
async def case_page(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str]:
    return await show_case(request, transactions, clock, application_id)


@get(f"{BASE}/documents/{{scan_id:uuid}}", opt=access(Access.STAFF) | limited(DOWNLOADS))
async def case_scan(
    request: PortalRequest,
    transactions: Transactions,
    scan_files: Files,
    application_id: Id,
    scan_id: Id,
) -> Response[bytes]:
    async with transactions.reading() as session:
        application = await seen_application(session, request.user.holdings, application_id)
        found = await read_scan(session, scan_files, application.id, scan_id)
    return download(found.content, found.file_name, found.type.media_type)


@get(f"{BASE}/request.json", opt=access(Access.STAFF))
async def signed_request(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[bytes]:
    """Download the bytes that the applicant signed."""
    async with transactions.reading() as session:
        application = await seen_application(session, request.user.holdings, application_id)
    return download(application.request_document or b"", "request.json", "application/json")


@get(f"{BASE}/request.p7s", opt=access(Access.STAFF) | limited(DOWNLOADS))
async def applicants_signature(
    request: PortalRequest, transactions: Transactions, verifier: Verifier, application_id: Id
) -> Response[bytes]:
    """Download the signature with its time-stamp and the issuing certificates: the root alone verifies it."""
    async with transactions.reading() as session:
        application = await seen_application(session, request.user.holdings, application_id)
        signature = await newest_signature(session, application.id, REQUEST)
        if signature is None:
            raise NotFound
        kept = await with_proof(session, verifier, signature)
    return download(kept, "request.p7s", "application/pkcs7-signature")


PAGES = (case_page, case_scan, signed_request, applicants_signature)
