"""Costly routes declare limits, as all routes declare their access. Requests are counted before any work is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.types import Empty

from auth.limits.counting import Counter, TooMany
from portal.database.transactions import Transactions
from portal.kernel.clock import Clock
from portal.web.access import Access
from portal.web.client_address import counted_address
from portal.web.limits_table import WORDS, OfRoute
from portal.web.visitor import Visitor

_COSTLY = {"passwords", "verifier", "scan_quarantine", "scan_files", "notice_files"}
"""Costly parts of the application: a handler that asks for one of them is costly."""


def limited(limits: OfRoute) -> dict[str, Any]:
    """Declared beside the access of a route: `opt=access(Access.CITIZEN) | limited(UPLOADS)`."""
    return {"limits": limits}


def counts_itself() -> dict[str, Any]:
    """The handler counts itself, because the count depends on its input or on its outcome."""
    return {"limits": None}


@dataclass(frozen=True, slots=True)
class Pause:
    """A limit that is used up, as a page shows it. `until` is rounded up to a whole minute."""

    text: str
    until: datetime
    seconds: int

    @classmethod
    def of(cls, refusal: TooMany) -> "Pause":
        until = (refusal.until + timedelta(seconds=59, microseconds=999_999)).replace(second=0, microsecond=0)
        return cls(WORDS[refusal.limit.code], until, ceil(refusal.wait.total_seconds()))

    @property
    def headers(self) -> dict[str, str]:
        return {"retry-after": str(self.seconds)}


class Limiter:
    """Counts requests against the limits that routes declare."""

    def __init__(self, transactions: Transactions, clock: Clock, counter: Counter) -> None:
        self._transactions = transactions
        self._clock = clock
        self._counter = counter

    async def count(self, limits: OfRoute, account: str, address: str) -> None:
        """Raises TooMany."""
        counted = [self._counter.of(limits.account, account), self._counter.of(limits.address, address)]
        async with self._transactions.writing(bookkeeping=True) as session:
            await self._counter.take(session, counted, self._clock.now())


async def check_limits(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard for the whole application, after the guard of access: a costly route needs a signed-in visitor."""
    limits: OfRoute | None = handler.opt.get("limits")
    if limits is None:
        return
    visitor: Visitor = connection.scope["user"]
    await connection.app.state.limiter.count(limits, str(visitor.account_id), counted_address(connection.scope))


def costly_routes_without_limits(app: Litestar) -> list[str]:
    """Costly routes without limits. The application refuses to start while there is one."""
    return sorted(
        f"{route.path} {handler}"
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler) and _is_costly(handler) and "limits" not in handler.opt
    )


def _is_costly(handler: HTTPRouteHandler) -> bool:
    """No route of a machine counts as costly: a machine is authenticated, and sends as often as it has to."""
    if handler.opt.get("access") is Access.MACHINE:
        return False
    takes_much = handler.request_max_body_size is not Empty
    return takes_much or bool(_COSTLY & set(handler.parsed_fn_signature.parameters))
