"""Middleware around the whole application: gives every request its id, counts it and logs it.

Only the route is logged: the rest of an address may be personal data.
"""

from time import perf_counter

import structlog
from litestar.datastructures import MutableScopeHeaders
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from portal.database.commits import watching_commits
from portal.kernel.language import split_path
from portal.observing.metrics import ERRORS, IN_FLIGHT, REQUEST_SECONDS, REQUESTS
from portal.observing.request_id import HEADER, OWN, new_request_id

_log = structlog.get_logger(__name__)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_QUIET = ("/static", "/health", "/metrics")
"""Requested all the time, and never by a person to look for in the log."""
_LEFT = 499
"""The status nginx logs for a request whose client disconnected before any answer."""


class Observe:
    """An ASGI application around another one. It sees requests without a route too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = new_request_id()
        begun, answer, method = perf_counter(), _Answer(send, request_id), _method(scope)
        with bound_contextvars(**{OWN: request_id}), IN_FLIGHT.labels(method).track_inprogress(), watching_commits():
            try:
                await self._app(scope, receive, answer)
            except BaseException:
                answer.status = answer.status or 500
                raise
            finally:
                _tell(route_of(scope), method, answer.status or _LEFT, perf_counter() - begun)


class _Answer:
    """Forwards the answer with the request's id, and keeps its status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableScopeHeaders.from_message(message)[HEADER] = self._request_id
        await self._send(message)


def _tell(route: str, method: str, status: int, seconds: float) -> None:
    REQUESTS.labels(route, method, f"{status // 100}xx").inc()
    REQUEST_SECONDS.labels(route, method).observe(seconds)
    if status >= 400:
        ERRORS.labels(status).inc()
    if status >= 400 or not route.startswith(_QUIET):
        _log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


def _method(scope: Scope) -> str:
    method = str(scope.get("method", ""))
    return method if method in _METHODS else "other"


def route_of(scope: Scope) -> str:
    """The route as declared, without the language's prefix; "unmatched" for a request without a route."""
    return split_path(scope["path_template"])[1] if "path_template" in scope else "unmatched"
