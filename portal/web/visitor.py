"""The visitor of a request, found once from the session cookie."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from auth.accounts.tables import Account
from auth.sessions.lifecycle import SEEN_EVERY, OpenSession, SessionFinder, keep_alive
from portal.database.transactions import Transactions
from portal.database.unavailable import DatabaseUnavailable
from portal.kernel.clock import Clock
from portal.messages.tell import unread_of
from portal.providers.find import Holding, Official, holdings, holds_position

SESSION_COOKIE = "__Host-session"
NO_VISITOR = "no_visitor"
"""In the `opt` of a route: its handler needs no visitor, and no session is looked up."""
_FIND = SessionFinder(unread_of(Account.id), holds_position(Account.id))
IDLE_AT_WORK = timedelta(minutes=15)
"""The idle limit of officials. It is short, because they see other people's data."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person. `session_key` binds the CSRF token to this session."""

    account_id: UUID
    iin: str
    id_hash: str
    session_key: str
    holdings: tuple[Holding, ...]
    unread: int

    @property
    def is_official(self) -> bool:
        return bool(self.holdings)

    @property
    def name(self) -> str:
        """The name in the header: an official's full name, or the last digits of a citizen's IIN."""
        return self.holdings[0].full_name if self.holdings else f"····{self.iin[-4:]}"

    @property
    def official(self) -> Official:
        """The visitor with every position. An act picks the position that fits the application."""
        return Official(self.account_id, self.iin, self.holdings)


class FindVisitor(ASGIMiddleware):
    """Puts a Visitor or None into scope["user"], except on routes with NO_VISITOR."""

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = NO_VISITOR

    def __init__(self, transactions: Transactions, clock: Clock) -> None:
        self._transactions = transactions
        self._clock = clock

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        await self.find_into(scope)
        await next_app(scope, receive, send)

    async def find_into(self, scope: Scope) -> None:
        session_id = ASGIConnection(scope).cookies.get(SESSION_COOKIE)
        scope["user"] = await self._find(session_id) if session_id else None

    async def _find(self, session_id: str) -> Visitor | None:
        async with self._transactions.reading() as session:
            # Read now: the session may have expired while this waited for a connection.
            now = self._clock.now()
            known = await _FIND(session, session_id, now)
            if known is None:
                return None
            found, (new, works) = known
            held = await holdings(session, found.account_id, now) if works else ()
        if held and found.is_idle(IDLE_AT_WORK, now):
            return None
        await self._keep_alive(found, now)
        return Visitor(found.account_id, found.iin, found.id_hash, session_id, held, 0 if held else new)

    async def _keep_alive(self, found: OpenSession, now: datetime) -> None:
        """Note that the session is in use. A busy database is no reason to refuse a page: the next one notes it."""
        if now - found.last_seen_at < SEEN_EVERY:
            return
        with suppress(DatabaseUnavailable):
            async with self._transactions.writing(bookkeeping=True) as session:
                await keep_alive(session, found.id_hash, now)
