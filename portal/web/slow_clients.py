"""Clients that send or read too slowly are cut off: holding a connection open costs the portal, not the client.

A phone at 50 kbit/s sends 6 kB a second. It is not cut off, nor is one that is without network for 15 seconds.
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
    """Seconds to wait, and the bytes that must arrive in them."""

    headers: float = 15
    """For all headers of a request."""
    turn: float = 20
    """At least `least` bytes of a body must arrive in each turn of waiting."""
    least: int = 20 * 1024
    taking: float = 300
    """For a client that reads nothing of its answer. Long, because system buffers empty in steps of megabytes."""
    idle: int = 30
    """For a connection without a request. Proxies and phones open them in advance."""
    rest: float = 5
    """For the rest of a body after it was answered; then the connection is closed."""


BEYOND = 64 * 1024
"""Bytes read beyond the route's limit. A browser whose upload is cut off at once does not show the answer."""


class TooSlow(HTTPException):
    """The body stopped, or arrived too slowly."""

    status_code = 408


class SlowClients:
    """The outermost middleware: guards the application against bodies that never end."""

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
    """A request's body as the application reads it. Closes the connection if the body was not read to its end."""

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
        # Only waiting counts, not the application's work in between.
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
        """Browsers send on although they are answered: within limits the rest of the body is read."""
        if self._cut or not self._invited:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self._timeouts.rest):
                while not self._over and self._drawn < self._most():
                    await self._draw()

    def _most(self) -> int:
        """The most bytes to read: the route's own limit, known by now, and BEYOND."""
        handler = self._scope.get("route_handler")
        taken = handler.resolve_request_max_body_size() if isinstance(handler, HTTPRouteHandler) else 0
        return (taken or 0) + BEYOND
