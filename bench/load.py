"""Requests over connections that are kept, from as few instructions as possible: the client shares the machine."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

from bench.served import HOST, Served

_BROWSER = {"Host": "testserver", "Accept": "text/html", "Accept-Encoding": "gzip", "Connection": "keep-alive"}


@dataclass(frozen=True)
class Cost:
    """Of one request, in a run of many."""

    rate: float
    """Requests a second."""
    cpu: float
    """Microseconds of the server's processor."""


def request(path: str, headers: Mapping[str, str] | None = None) -> bytes:
    """A GET as it goes over the wire."""
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in {**_BROWSER, **(headers or {})}.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def measure(served: Served, raw: bytes, times: int, at_once: int = 8) -> Cost:
    """Ask `times` times over `at_once` connections. Raises RuntimeError when an answer is not 200."""
    before, begun = served.cpu_seconds(), time.perf_counter()
    await asyncio.gather(*(_ask(served.port, raw, times // at_once) for _ in range(at_once)))
    seconds, cpu = time.perf_counter() - begun, served.cpu_seconds() - before
    asked = times // at_once * at_once
    return Cost(asked / seconds, cpu / asked * 1_000_000)


async def fetch(served: Served, raw: bytes) -> bytes:
    """The body of one answer."""
    reader, writer = await asyncio.open_connection(HOST, served.port)
    writer.write(raw)
    body = await _answer(reader)
    writer.close()
    return body


async def _ask(port: int, raw: bytes, times: int) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    for _ in range(times):
        writer.write(raw)
        await _answer(reader)
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(head.split(b"\r\n", 1)[0].decode())
    if b"content-length: " in head:
        return await reader.readexactly(int(head.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0]))
    return await _chunks(reader)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return body
