"""Pages for everybody: the home page and the service."""

from litestar import Response, get

from portal.regulation.standard import CATEGORIES, DOCUMENT_KINDS, NEED_GROUNDS
from portal.regulation.terms import SERVICE_DAYS
from portal.web.access import Access, access
from portal.web.page import PortalRequest, page


@get("/", opt=access(Access.EVERYONE))
async def home(request: PortalRequest) -> Response[str]:
    return page(request, "pages/public/home.html", {"days": SERVICE_DAYS})


@get("/services/housing-queue", opt=access(Access.EVERYONE))
async def service(request: PortalRequest) -> Response[str]:
    """What the service is, for whom, and what is needed (Standard, items 4 to 10)."""
    rows = {"categories": CATEGORIES, "documents": DOCUMENT_KINDS, "need_grounds": NEED_GROUNDS}
    return page(request, "pages/public/service.html", {**rows, "days": SERVICE_DAYS})


PAGES = (home, service)
