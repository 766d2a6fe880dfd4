"""HEAD and OPTIONS, alike for every route (RFC 9110, sections 9.3.2 and 9.3.7)."""

from collections.abc import Iterable

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from portal.web.access import Access, access
from portal.web.visitor import NO_VISITOR

_ALLOW = "allow"
_AS_GET = "head_as_get"
_OPTIONS = {**access(Access.EVERYONE), NO_VISITOR: True}


class Methods:
    """Answers HEAD as GET, without the body. Where an answer's Allow names GET, it names HEAD too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, _Answer(scope, send) if scope["type"] == ScopeType.HTTP else send)


class _Answer:
    """Forwards an answer. The application sees GET until it answers; the server and the log see HEAD."""

    def __init__(self, scope: HTTPScope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._is_head = scope["method"] == "HEAD"
        if self._is_head:
            scope["method"] = "GET"
            scope["state"][_AS_GET] = True

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            allow, headers = _ALLOW.encode(), message["headers"]
            message["headers"] = [(name, self._allowed(value) if name == allow else value) for name, value in headers]
            if self._is_head:
                self._scope["method"] = "HEAD"
        elif message["type"] == "http.response.body" and self._is_head:
            message["body"] = b""
        await self._send(message)

    def _allowed(self, given: bytes) -> bytes:
        handler = self._scope.get("route_handler")
        declared: str | None = handler.opt.get(_ALLOW) if handler else None
        return (declared or _with_head(given.decode().split(", "))).encode()


def _with_head(methods: Iterable[str]) -> str:
    names = set(methods)
    return ", ".join(sorted(names | {"HEAD"} if "GET" in names else names))


def is_head(scope: Scope) -> bool:
    """Whether the client asked with HEAD. For a GET that writes: HEAD must change nothing."""
    return bool(scope["state"].get(_AS_GET))


def declare_options(app: Litestar) -> None:
    """Give Litestar's own handlers of OPTIONS an access and all methods of their route, of which they tell some."""
    for route in app.routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if handler.http_methods == {"OPTIONS"}:
                handler.opt.update(_OPTIONS, **{_ALLOW: _with_head(route.methods)})
