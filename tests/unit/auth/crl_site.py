"""A server of lists: pages with validators, and redirects."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

Send = Callable[[Mapping[str, Any]], Awaitable[None]]


@dataclass
class Page:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def is_held_by(self, asked: Mapping[str, str]) -> bool:
        """RFC 9110, 13.1: the entity tag, when both have one, else the date."""
        if "if-none-match" in asked:
            return asked["if-none-match"] == self.headers.get("etag")
        return "if-modified-since" in asked and asked["if-modified-since"] == self.headers.get("last-modified")


@dataclass
class Site:
    """An ASGI application. Records the requests."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.asked.append((scope["path"], headers))
        page = self.pages.get(scope["path"], Page(status=404))
        if page.is_held_by(headers):
            page = Page(status=304)
        pairs = [(name.encode(), value.encode()) for name, value in page.headers.items()]
        await send({"type": "http.response.start", "status": page.status, "headers": pairs})
        await send({"type": "http.response.body", "body": page.body})

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self))
