"""A stand-in for the virus scanner: speaks clamd's protocol and knows one virus, the EICAR test file."""

import asyncio
import socket
from types import TracebackType
from typing import Self

from portal.simulators.stand_in import SocketServer, Switch

# In two halves, or a scanner would take this file for the test virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"

_MOST = 25 * 1024 * 1024
"""Bytes of a stream, as clamd's StreamMaxLength is by default."""


class ScannerStandIn(Switch):
    """Listens on loopback. Once stopped it can be started again, on the same port.

    While down it closes every connection at once, as a scanner does that is being restarted.
    """

    def __init__(self, port: int = 0) -> None:
        super().__init__()
        self._port = port
        self._server: asyncio.Server | None = None

    @property
    def server(self) -> SocketServer:
        return self

    @property
    def address(self) -> str:
        """As in the portal's settings. With port 0 it is known once started."""
        return f"tcp://127.0.0.1:{self._port}"

    async def start(self, listening: socket.socket | None = None) -> None:
        """`listening`: a socket that listens already; without it, one of its own."""
        if listening:
            self._server = await asyncio.start_server(self._serve, sock=listening)
        else:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One command a connection, as clamd does outside a session."""
        try:
            if not self.is_down:
                command = await reader.readuntil(b"\0")
                writer.write(await _answer(command[:-1], reader) + b"\0")
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass  # the client has hung up
        finally:
            writer.close()


async def _answer(command: bytes, reader: asyncio.StreamReader) -> bytes:
    if command == b"zPING":
        return b"PONG"
    if command != b"zINSTREAM":
        return b"UNKNOWN COMMAND"
    content = await _stream(reader)
    if content is None:
        return b"INSTREAM size limit exceeded. ERROR"
    return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"


async def _stream(reader: asyncio.StreamReader) -> bytes | None:
    """The chunks put together, up to the one of length nought; None when they are too many."""
    content = bytearray()
    while length := int.from_bytes(await reader.readexactly(4), "big"):
        if len(content) + length > _MOST:
            return None
        content += await reader.readexactly(length)
    return bytes(content)
