"""Several servers in one process, stopped together."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from litestar.types import ASGIApp

from portal.simulators.stand_in import SocketServer
from portal.web.server import guarded, server_options


class Server(uvicorn.Server):
    """`up` is set once it answers. It handles no signals: one handler stops all servers."""

    def __init__(self, app: Any) -> None:
        super().__init__(uvicorn.Config(guarded(app), log_level="warning", **server_options()))
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


Served = tuple[ASGIApp | SocketServer, socket.socket]
"""A server, and the socket that listens for it already."""


async def serve_all(served: Sequence[Served], up: Callable[[], Awaitable[None]]) -> None:
    """Serve the applications until SIGINT or SIGTERM. `up` is called once all of them answer."""
    servers = [(Server(one), listening) for one, listening in served if not isinstance(one, SocketServer)]
    _stop_on_signals([server for server, _ in servers])
    async with asyncio.TaskGroup() as group:
        for server, listening in servers:
            group.create_task(server.serve(sockets=[listening]))
        await asyncio.gather(*(server.up.wait() for server, _ in servers))
        await up()


@asynccontextmanager
async def socket_servers(served: Sequence[Served]) -> AsyncIterator[None]:
    """Serve the other protocols meanwhile."""
    async with AsyncExitStack() as stack:
        for one, listening in served:
            if isinstance(one, SocketServer):
                await one.start(listening)
                stack.push_async_callback(one.stop)
        yield


def _stop_on_signals(servers: Sequence[Server]) -> None:
    def end() -> None:
        for server in servers:
            server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)
