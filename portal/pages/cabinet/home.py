"""The personal cabinet: a person's applications and messages (clauses R-3.d, R-10.11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from litestar import Response, get, post
from litestar.response import Redirect

from portal.applications.draft import start_draft
from portal.applications.find import OwnRow, count_own, current_row, own_rows
from portal.messages.kinds import CLOSED, MESSAGES, ClosedBy, MessageRow
from portal.messages.tables import Message
from portal.messages.tell import count_messages, mark_read, messages_of
from portal.regulation.clauses import Clause, clause
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.given import Clock, Transactions
from portal.web.page import PortalRequest, go_to, language_of, page
from portal.web.paging import Paging, page_number


@dataclass(frozen=True, slots=True)
class CabinetView(View):
    """`current` is the one application that is not refused."""

    template: ClassVar[str] = "pages/cabinet/home.html"
    rows: Sequence[OwnRow]
    paging: Paging
    current: OwnRow | None


@dataclass(frozen=True, slots=True)
class MessagesView(View):
    template: ClassVar[str] = "pages/cabinet/messages.html"
    letters: Sequence[tuple[Message, MessageRow, Clause]]
    paging: Paging
    closed: Mapping[ClosedBy, str] = field(default_factory=lambda: CLOSED)


@get("/cabinet", opt=access(Access.CITIZEN))
async def cabinet(request: PortalRequest, transactions: Transactions) -> Response[str]:
    number = page_number(request)
    async with transactions.reading() as session:
        rows = await own_rows(session, request.user.account_id, number)
        count = await count_own(session, request.user.account_id)
        now = await current_row(session, request.user.account_id)
    return page(request, CabinetView(rows, Paging(number, count), now))


@post("/cabinet/applications", opt=access(Access.CITIZEN), status_code=200)
async def press_start(request: PortalRequest, transactions: Transactions, clock: Clock) -> Redirect:
    """Start a draft, or go on with the current application: pressing twice starts one."""
    async with transactions.writing() as session:
        draft = await start_draft(session, request.user.account_id, language_of(request), clock.now())
    return go_to(request, f"/cabinet/applications/{draft.id}")


@get("/cabinet/messages", opt=access(Access.CITIZEN))
async def messages_page(request: PortalRequest, transactions: Transactions) -> Response[str]:
    """List the messages, newest first."""
    number = page_number(request)
    async with transactions.reading() as session:
        found = await messages_of(session, request.user.account_id, number)
        count = await count_messages(session, request.user.account_id)
    rows = [(message, MESSAGES[message.kind]) for message in found]
    letters = [(message, row, clause(row.clause)) for message, row in rows]
    return page(request, MessagesView(letters, Paging(number, count)))


@post("/cabinet/messages/read", opt=access(Access.CITIZEN), status_code=200)
async def press_read_all(request: PortalRequest, transactions: Transactions, clock: Clock) -> Redirect:
    async with transactions.writing() as session:
        await mark_read(session, request.user.account_id, clock.now())
    return go_to(request, "/cabinet/messages")


PAGES = (cabinet, press_start, messages_page, press_read_all)
