"""A real server on 127.0.0.1, in the loop of the test."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from litestar.types import ASGIApp

from portal.demo.serving import socket_servers
from portal.simulators.stand_in import SocketServer


class _Server(uvicorn.Server):
    """Stops when it is told to, and not at some later look at the time."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False))
        self.told_to_stop = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.told_to_stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """At once: no client is connected any more."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The signals stay with the test runner."""
        yield


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """The address. The socket listens before the server starts, so no test has to wait for it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        async with served_on(app, listener):
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@asynccontextmanager
async def served_on(server: ASGIApp | SocketServer, listening: socket.socket) -> AsyncIterator[None]:
    """On a socket that listens already, and is closed at the end."""
    with listening:
        if isinstance(server, SocketServer):
            async with socket_servers([(server, listening)]):
                yield
        else:
            async with _running(server, listening):
                yield


@asynccontextmanager
async def _running(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    server = _Server(app)
    serving = asyncio.create_task(server.serve([listening]))
    try:
        yield
    finally:
        server.told_to_stop.set()
        await serving


def closed_address() -> str:
    """An address without a listener."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
