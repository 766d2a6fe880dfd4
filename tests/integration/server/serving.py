"""The server as the portal runs it, on a real socket, with a test's timeouts, and clients that write raw bytes."""

import asyncio
import socket
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

import uvicorn
from litestar.types import ASGIApp, Receive, Scope, Send

from portal.web.server import MOST_CONNECTIONS, guarded, server_options
from portal.web.slow_clients import ClientTimeouts
from tests.factories.deadline import DEADLINE

LONG = ClientTimeouts()
SHORT_HEADERS = replace(LONG, headers=0.3)
SHORT_BODY = replace(LONG, turn=0.3, least=2_000, rest=0.5)
"""Short in one thing alone: what a test is not about may take its time on a busy machine."""


class _Server(uvicorn.Server):
    """Stops when it is told to, and not at some later look at the time."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.told_to_stop = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.told_to_stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.gather(*self.server_state.tasks)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass
class Measured:
    """The bytes of a body read from the server, by the application and its guard."""

    app: ASGIApp
    drawn: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def measured() -> Any:
            message: Any = await receive()
            self.drawn += len(message.get("body", b""))
            return message

        await self.app(scope, measured, send)


@dataclass
class Client:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, *lines: str, body: bytes = b"") -> None:
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode() + body)
        await self.writer.drain()

    async def hear(self) -> bytes:
        """Everything until the server closes the connection."""
        try:
            async with asyncio.timeout(DEADLINE):
                return await self.reader.read()
        except ConnectionResetError:
            return b""

    async def hear_while(self, saying: Coroutine[Any, Any, None]) -> bytes:
        """As browsers do: an early answer is kept when the connection is closed."""
        heard = bytearray()
        async with asyncio.timeout(DEADLINE), asyncio.TaskGroup() as group:
            group.create_task(self._hear_into(heard))
            group.create_task(saying)
        return bytes(heard)

    async def drip(self, drop: bytes, every: float) -> bytes:
        """Send a little at intervals; what the server has sent when it closes the connection."""
        heard = bytearray()
        hearing = asyncio.create_task(self._hear_into(heard))
        async with asyncio.timeout(DEADLINE):
            while not hearing.done():
                self.writer.write(drop)
                await asyncio.wait([hearing], timeout=every)
        return bytes(heard)

    async def _hear_into(self, heard: bytearray) -> None:
        with suppress(ConnectionError):
            while part := await self.reader.read(65_536):
                heard += part


@dataclass
class Running:
    port: int
    measured: Measured
    server: _Server
    serving: asyncio.Task[None]

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            yield Client(reader, writer)
        finally:
            writer.transport.abort()

    async def empty(self) -> None:
        """Wait until the server has noticed that all clients have left."""
        async with asyncio.timeout(DEADLINE):
            while self.server.server_state.connections:
                await asyncio.wait([self.serving], timeout=0.01)


@asynccontextmanager
async def running(
    app: Any, timeouts: ClientTimeouts = LONG, most_connections: int = MOST_CONNECTIONS
) -> AsyncIterator[Running]:
    measured = Measured(guarded(app, timeouts))
    options = server_options(timeouts, most_connections)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = _Server(uvicorn.Config(measured, lifespan="off", **options))
        serving = asyncio.create_task(server.serve([listener]))
        try:
            yield Running(listener.getsockname()[1], measured, server, serving)
        finally:
            server.told_to_stop.set()
            await serving


def status(heard: bytes) -> int:
    """The status of the first answer; 0 if there is none."""
    return int(heard.split(b" ", 2)[1]) if heard.startswith(b"HTTP/1.1 ") else 0
