"""A real server on 127.0.0.1, in the loop of the test."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from litestar import Litestar


class _Server(uvicorn.Server):
    """Stops when it is told to, and not at some later look at the time."""

    def __init__(self, app: Litestar) -> None:
        super().__init__(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False))
        self.told_to_stop = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.told_to_stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """At once: whoever talked to it has hung up."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The signals stay with the test runner."""
        yield


@asynccontextmanager
async def served(app: Litestar) -> AsyncIterator[str]:
    """The address. It listens before the server starts, so that nobody has to wait for that."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = _Server(app)
        serving = asyncio.create_task(server.serve([listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.told_to_stop.set()
            await serving


def closed_address() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
