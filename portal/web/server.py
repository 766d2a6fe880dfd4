"""The server of the application: uvicorn, with limits that it lacks.

uvicorn itself waits for ever for headers and for a client that reads nothing, and accepts any number of connections.
"""

import asyncio
from typing import Any

from litestar.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from portal.web.slow_clients import ClientTimeouts, SlowClients

MOST_CONNECTIONS = 800
"""Of one process, below the usual limit of 1,024 open files. Further connections get 503 with Retry-After."""
LARGEST_HEADERS = 32 * 1024
_SECONDS_TO_STOP = 10
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class BoundedProtocol(HttpToolsProtocol):
    """One connection."""

    timeouts = ClientTimeouts()
    most_connections = MOST_CONNECTIONS

    _waiting: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None
    _unfinished = 0
    """Bytes received of headers that are not complete."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self.most_connections:
            transport.write(_FULL)
            transport.close()
        else:
            self._wait_for_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop(self._waiting, self._taking)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._between_requests() and self._waiting is None:
            self._wait_for_headers()
        super().data_received(data)
        if self._waiting is not None:
            self._unfinished += len(data)
            if self._unfinished > LARGEST_HEADERS:
                self.transport.abort()

    def _between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait_for_headers(self) -> None:
        self._unfinished = 0
        self._waiting = self.loop.call_later(self.timeouts.headers, self.transport.close)

    def on_headers_complete(self) -> None:
        self._stop(self._waiting)
        self._waiting = None
        super().on_headers_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_taking(self.transport.get_write_buffer_size())

    def _watch_taking(self, before: int) -> None:
        self._taking = self.loop.call_later(self.timeouts.taking, self._has_taken, before)

    def _has_taken(self, before: int) -> None:
        """Cuts the connection if the client has read nothing since the last look."""
        left = self.transport.get_write_buffer_size()
        if left == before:
            self.transport.abort()
        else:
            self._watch_taking(left)

    def resume_writing(self) -> None:
        self._stop(self._taking)
        super().resume_writing()

    @staticmethod
    def _stop(*timers: asyncio.TimerHandle | None) -> None:
        for timer in timers:
            if timer is not None:
                timer.cancel()


def guarded(app: ASGIApp, timeouts: ClientTimeouts | None = None) -> SlowClients:
    """The application with the guard that the server runs."""
    return SlowClients(app, timeouts or ClientTimeouts())


def server_options(timeouts: ClientTimeouts | None = None, most_connections: int = MOST_CONNECTIONS) -> dict[str, Any]:
    """For `uvicorn.run` and `uvicorn.Config`. The application itself reads the headers of trusted proxies."""
    return {
        "http": _protocol(timeouts, most_connections),
        "ws": "none",
        "proxy_headers": False,
        "server_header": False,
        "access_log": False,
        "log_config": None,
        "timeout_keep_alive": (timeouts or ClientTimeouts()).idle,
        "timeout_graceful_shutdown": _SECONDS_TO_STOP,
    }


def _protocol(timeouts: ClientTimeouts | None, most_connections: int) -> type[BoundedProtocol]:
    """The class itself with the default limits, because worker processes import it by name."""
    if timeouts is None and most_connections == MOST_CONNECTIONS:
        return BoundedProtocol
    given = {"timeouts": timeouts or ClientTimeouts(), "most_connections": most_connections}
    return type("BoundedProtocol", (BoundedProtocol,), given)
