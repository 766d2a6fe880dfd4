"""Whoever sends or takes too slowly is cut: a connection that is held open costs us, and the client nothing.

A telephone at 50 kbit/s sends 6 kB a second; it is left in peace, also through a quarter of a minute without network.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class ClientTimeouts:
    """Seconds that are waited, and bytes that must come in them."""

    headers: float = 15
    """For all headers of a request together."""
    turn: float = 20
    """A body goes on as long as in each turn of waiting there comes at least `least`."""
    least: int = 20 * 1024
    taking: float = 300
    """For an answer of which nothing is taken. Long, because the system's buffers empty in steps of megabytes."""
    idle: int = 30
    """A connection without a request. Proxies and telephones open them ahead of need."""
    rest: float = 5
    """For what is left of a body that nobody wants: it has been answered, and its connection is closed."""


BEYOND = 64 * 1024
"""So much above what its route takes is read of a body. Cut off at once, a browser would lose the answer too."""


class TooSlow(HTTPException):
    """The body stopped coming, or came in drops."""

    status_code = 408


class SlowClients:
    """The application, guarded against bodies that never end; outside of everything else it does."""

    def __init__(self, app: ASGIApp, timeouts: ClientTimeouts) -> None:
        self._app = app
        self._timeouts = timeouts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not _announces_body(scope):
            await self._app(scope, receive, send)
            return
        body = _Body(scope, receive, send, self._timeouts)
        await self._app(scope, body.receive, body.send)


def _announces_body(scope: Scope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


class _Body:
    """One request's body, as the application asks for it, and the end of its connection where it was not read."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, timeouts: ClientTimeouts) -> None:
        self._scope, self._receive, self._send, self._timeouts = scope, receive, send, timeouts
        self._invited = not any(name == b"expect" for name, _ in scope["headers"])
        self._over = self._unread = self._cut = False
        self._left, self._came, self._drawn = timeouts.turn, 0, 0

    async def receive(self) -> Any:
        if self._over:
            return await self._receive()
        self._invited = True
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            async with asyncio.timeout(self._left):
                message = await self._draw()
        except TimeoutError as late:
            self._cut = True
            raise TooSlow from late
        # Only waiting is counted, not what the application does in between.
        self._left -= loop.time() - begun
        self._renew(len(message.get("body", b"")))
        return message

    async def _draw(self) -> Any:
        message: Any = await self._receive()
        self._over = not message.get("more_body", False)
        self._drawn += len(message.get("body", b""))
        return message

    def _renew(self, size: int) -> None:
        self._came += size
        if self._came >= self._timeouts.least:
            self._left, self._came = self._timeouts.turn, 0

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self._unread = not self._over
            closing = [(b"connection", b"close")] if self._unread else []
            message["headers"] = [*message["headers"], *closing]
            await self._send(message)
        elif self._unread and not message.get("more_body", False):
            message["more_body"] = True
            await self._send(message)
            await self._let_run_out()
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            await self._send(message)

    async def _let_run_out(self) -> None:
        """Who sends on although the answer is there, as browsers do, is heard out within bounds."""
        if self._cut or not self._invited:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self._timeouts.rest):
                while not self._over and self._drawn < self._most():
                    await self._draw()

    def _most(self) -> int:
        """What the route takes, which the application has found by now."""
        handler = self._scope.get("route_handler")
        taken = handler.resolve_request_max_body_size() if isinstance(handler, HTTPRouteHandler) else 0
        return (taken or 0) + BEYOND
