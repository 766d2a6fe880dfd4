"""Several servers in one process, stopped together."""

import asyncio
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import uvicorn

from portal.web.server import guarded, server_options


class Server(uvicorn.Server):
    """Says when it is up, and leaves signals to the demonstration, which has several servers to stop."""

    def __init__(self, app: Any) -> None:
        super().__init__(uvicorn.Config(guarded(app), log_level="warning", **server_options()))
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def stop_on_signals(servers: Sequence[Server]) -> None:
    def end() -> None:
        for server in servers:
            server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)
