"""The client of a virus scanner that speaks clamd's protocol (its manual, "INSTREAM")."""

import asyncio
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from portal.kernel.errors import PortalError

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4 * 1024

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class NoAnswer(PortalError):
    """The scanner is away, too slow, or its answer is malformed; the text is a code. The file is not judged."""


class Scanner(Protocol):
    async def ask(self, content: bytes) -> str:
        """The scanner's own words about the content. Raises NoAnswer."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """A scanner at `tcp://host:port` or `unix:///path`. Its StreamMaxLength must exceed the largest file."""

    address: str
    seconds: float = 20.0
    """From connecting to the answer. Together with the rest of a check it must be below a task's lease."""

    async def ask(self, content: bytes) -> str:
        try:
            async with asyncio.timeout(self.seconds):
                return await self._converse(content)
        except TimeoutError:
            raise NoAnswer("too_slow") from None
        except (OSError, EOFError) as error:
            raise NoAnswer("away") from error
        except (asyncio.LimitOverrunError, UnicodeDecodeError) as error:
            raise NoAnswer("no_answer") from error

    async def _converse(self, content: bytes) -> str:
        reader, writer = await self._connect()
        try:
            await _send(writer, content)
            answer = await reader.readuntil(b"\0")
            return answer[:-1].decode().strip()
        finally:
            writer.transport.abort()

    async def _connect(self) -> Connection:
        place = urlsplit(self.address)
        if place.scheme == "unix":
            return await asyncio.open_unix_connection(place.path, limit=_LONGEST_ANSWER)
        return await asyncio.open_connection(place.hostname, place.port, limit=_LONGEST_ANSWER)


async def _send(writer: asyncio.StreamWriter, content: bytes) -> None:
    """The command, each chunk after its length in four bytes, and a length of zero."""
    writer.write(b"zINSTREAM\0")
    for start in range(0, len(content), _CHUNK):
        chunk = content[start : start + _CHUNK]
        writer.write(len(chunk).to_bytes(4, "big") + chunk)
        await writer.drain()
    writer.write(bytes(4))
    await writer.drain()
