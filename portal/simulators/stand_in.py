"""What every stand-in of an outside system has: something that serves, and a switch."""

import socket
from collections.abc import Collection, Mapping
from typing import Protocol, runtime_checkable

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

_DOWN = 503


@runtime_checkable
class SocketServer(Protocol):
    """Of a protocol that is not HTTP."""

    async def start(self, listening: socket.socket) -> None: ...

    async def stop(self) -> None: ...


class FaultSwitches(Protocol):
    """Faults that the services of a stand-in can be given; both by name."""

    @property
    def possible(self) -> Mapping[str, Collection[str]]:
        """By service."""

    def current(self) -> Mapping[str, str | None]:
        """By service; None for one without a fault."""

    def switch(self, service: str, fault: str | None, seconds: float) -> None:
        """One of `possible`, or None for no fault. `seconds`: the delay of a slow service."""


class StandIn(Protocol):
    """A system outside the portal. While it is down it closes connections, or answers with an error."""

    @property
    def server(self) -> ASGIApp | SocketServer: ...

    @property
    def faults(self) -> FaultSwitches | None: ...

    @property
    def is_down(self) -> bool: ...

    def go_down(self) -> None: ...

    def come_back(self) -> None:
        """Switch it on, and clear its faults."""


class Switch:
    """Kept in memory: the stand-in is one process."""

    faults: FaultSwitches | None = None

    def __init__(self) -> None:
        self._is_down = False

    @property
    def is_down(self) -> bool:
        return self._is_down

    def go_down(self) -> None:
        self._is_down = True

    def come_back(self) -> None:
        self._is_down = False
        if self.faults:
            for service in self.faults.possible:
                self.faults.switch(service, None, 0)


class HttpStandIn(Switch):
    """Any application. While it is down, every request is answered with an empty 503."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__()
        self._app = app

    @property
    def server(self) -> ASGIApp:
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.is_down and scope["type"] == ScopeType.HTTP:
            await send({"type": "http.response.start", "status": _DOWN, "headers": []})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            await self._app(scope, receive, send)
