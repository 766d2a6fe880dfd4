"""HTTP servers for the tests of clients."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.fakes.clock import SettableClock


@dataclass
class Answering:
    """An ASGI application with a fixed response. Records the requests."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    async def __call__(
        self,
        scope: Mapping[str, Any],
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Mapping[str, Any]], Awaitable[None]],
    ) -> None:
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.asked.append((scope["path"], headers))
        pairs = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": pairs})
        await send({"type": "http.response.body", "body": self.body})


@dataclass
class AnsweringLater:
    """`application`, with the clock moved by `seconds` between request and response."""

    application: Any
    clock: SettableClock
    seconds: float

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        self.clock.move(seconds=self.seconds)
        await self.application(scope, receive, send)


class BreakingOff(httpx.AsyncBaseTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("connection reset")


def client_of(application: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(application))
