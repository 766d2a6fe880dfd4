"""The personal cabinet: what a person has applied for, and what has been told them (clauses R-3.d, R-10.11)."""

from litestar import Response, get, post
from litestar.response import Redirect

from portal.applications.draft import start
from portal.applications.find import count_own, current_card, own_cards
from portal.messages.kinds import KINDS
from portal.messages.tell import count_messages, mark_read, messages_of
from portal.regulation.clauses import clause
from portal.web.access import Access, access
from portal.web.given import Clock, Transactions
from portal.web.page import PortalRequest, go_to, language_of, page
from portal.web.paging import Paging, page_number


@get("/cabinet", opt=access(Access.CITIZEN))
async def cabinet(request: PortalRequest, transactions: Transactions) -> Response[str]:
    number = page_number(request)
    async with transactions.reading() as session:
        cards = await own_cards(session, request.user.account_id, number)
        count = await count_own(session, request.user.account_id)
        now = await current_card(session, request.user.account_id)
    context = {"cards": cards, "paging": Paging(number, count), "current": now}
    return page(request, "pages/cabinet/home.html", context)


@post("/cabinet/applications", opt=access(Access.CITIZEN), status_code=200)
async def start_application(request: PortalRequest, transactions: Transactions, clock: Clock) -> Redirect:
    """The open draft or application, or a new draft: pressing twice starts one."""
    async with transactions.writing() as session:
        draft = await start(session, request.user.account_id, language_of(request), clock.now())
    return go_to(request, f"/cabinet/applications/{draft.id}")


@get("/cabinet/messages", opt=access(Access.CITIZEN))
async def messages(request: PortalRequest, transactions: Transactions) -> Response[str]:
    """What lies in the cabinet, newest first."""
    number = page_number(request)
    async with transactions.reading() as session:
        found = await messages_of(session, request.user.account_id, number)
        count = await count_messages(session, request.user.account_id)
    letters = [(message, KINDS[message.kind], clause(KINDS[message.kind].clause)) for message in found]
    context = {"letters": letters, "paging": Paging(number, count)}
    return page(request, "pages/cabinet/messages.html", context)


@post("/cabinet/messages/read", opt=access(Access.CITIZEN), status_code=200)
async def read_messages(request: PortalRequest, transactions: Transactions, clock: Clock) -> Redirect:
    async with transactions.writing() as session:
        await mark_read(session, request.user.account_id, clock.now())
    return go_to(request, "/cabinet/messages")


PAGES = (cabinet, start_application, messages, read_messages)
