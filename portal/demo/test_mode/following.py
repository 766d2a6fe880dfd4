"""Reads the clock's offset from the database before every request: another process may have moved the clock."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from portal.database.clock import MovableClock
from portal.database.transactions import Transactions


class Following:
    """Middleware around the whole application. Static files need no clock."""

    def __init__(self, app: ASGIApp, clock: MovableClock, transactions: Transactions) -> None:
        self._app = app
        self._clock = clock
        self._transactions = transactions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and not scope["path"].startswith("/static/"):
            await self._clock.follow(self._transactions)
        await self._app(scope, receive, send)
