"""The clerk registers (R-5.2)."""

from litestar import post
from litestar.response import Redirect

from portal.applications.register import register_application
from portal.pages.provider.case import BASE, go_on
from portal.web.access import Access, access
from portal.web.given import Clock, Id, Transactions
from portal.web.page import PortalRequest


@post(f"{BASE}/register", opt=access(Access.CLERK), status_code=200)
async def press_register(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Redirect:
    async with transactions.writing() as session:
        refused = await register_application(session, request.user.official, application_id, clock.now())
    return go_on(request, refused)


PAGES = (press_register,)
