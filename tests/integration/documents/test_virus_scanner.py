"""The scanner's protocol: only a plain yes or no counts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from portal.documents.checks.virus import virus
from portal.documents.scanner import Clamd
from portal.kernel.outcomes import Accepted, Indeterminate, Refused
from portal.simulators.scanner import EICAR, ScannerStandIn

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
LARGE = bytes(20 * 1024 * 1024)


def unknown(reason: str) -> Indeterminate:
    return Indeterminate("scan_down", {"reason": reason})


@asynccontextmanager
async def talking(talk: Talk) -> AsyncIterator[str]:
    """A scanner with this behaviour; its address."""
    done = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await asyncio.wait(
                {asyncio.ensure_future(talk(reader, writer)), asyncio.ensure_future(done.wait())},
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        done.set()


def saying(answer: bytes) -> Talk:
    """Reads the whole file, sends this answer and closes the connection."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\0")
        while length := int.from_bytes(await reader.readexactly(4), "big"):
            await reader.readexactly(length)
        writer.write(answer)
        await writer.drain()

    return talk


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def cutting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\0")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", LARGE], ids=["empty", "small", "20 MB"])
async def test_a_clean_file_is_accepted(scanner: ScannerStandIn, content: bytes) -> None:
    assert await virus(Clamd(scanner.address), content) == Accepted()


@pytest.mark.parametrize("before", [0, 64 * 1024 - 30, 10 * 1024 * 1024], ids=["first", "across chunks", "deep"])
async def test_a_known_virus_is_refused_wherever_it_sits(scanner: ScannerStandIn, before: int) -> None:
    assert await virus(Clamd(scanner.address), bytes(before) + EICAR + b"\n") == Refused("virus")


async def test_a_scanner_may_listen_on_a_socket_in_the_file_system(tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await saying(b"stream: OK\0")(reader, writer)
        writer.close()

    async with await asyncio.start_unix_server(serve, tmp_path / "clamd.ctl"):
        assert await virus(Clamd(f"unix://{tmp_path}/clamd.ctl"), b"%PDF-1.7") == Accepted()


@pytest.mark.parametrize(
    "answer",
    [
        b"stream: Ok\0",
        b"stream: OK FOUND too late\0",
        b"OK\0",
        b"stream: OK\nstream: Bad FOUND\0",
        b"stream:  FOUND\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"\xff\xfe\0",
        b"\0",
        b"stream: " + b"x" * 70_000 + b" FOUND\0",
        b"HTTP/1.1 200 OK\r\n\r\n\0",
    ],
)
async def test_an_odd_answer_is_neither_yes_nor_no(answer: bytes) -> None:
    async with talking(saying(answer)) as address:
        assert await virus(Clamd(address, seconds=5), b"%PDF-1.7") == unknown("no_answer")


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"stream: Eicar FOU"])
async def test_an_answer_cut_short_is_neither_yes_nor_no(answer: bytes) -> None:
    async with talking(saying(answer)) as address:
        assert await virus(Clamd(address, seconds=5), b"%PDF-1.7") == unknown("away")


async def test_a_scanner_that_hangs_up_in_the_middle_is_away() -> None:
    async with talking(cutting) as address:
        assert await virus(Clamd(address, seconds=5), LARGE) == unknown("away")


@pytest.mark.parametrize("content", [b"%PDF-1.7", LARGE], ids=["after sending", "while sending"])
async def test_a_scanner_that_hangs_is_too_slow(content: bytes) -> None:
    async with talking(silent) as address:
        assert await virus(Clamd(address, seconds=0.1), content) == unknown("too_slow")


async def test_nobody_there_is_away(scanner: ScannerStandIn, tmp_path: Path) -> None:
    await scanner.stop()
    assert await virus(Clamd(scanner.address), b"%PDF-1.7") == unknown("away")
    assert await virus(Clamd(f"unix://{tmp_path}/none"), b"%PDF-1.7") == unknown("away")


async def test_the_stand_in_answers_like_the_real_one(scanner: ScannerStandIn) -> None:
    host, port = scanner.address.removeprefix("tcp://").split(":")

    async def ask(command: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(command)
        answer = await reader.read()
        writer.close()
        return answer

    assert await ask(b"zPING\0") == b"PONG\0"
    assert await ask(b"zWHAT\0") == b"UNKNOWN COMMAND\0"
    assert await ask(b"zINSTREAM\0" + bytes(4)) == b"stream: OK\0"
    assert await ask(b"zINSTREAM\0" + (26 * 1024 * 1024).to_bytes(4, "big")) == (
        b"INSTREAM size limit exceeded. ERROR\0"
    )


async def test_the_stand_in_can_be_stopped_and_started_again(scanner: ScannerStandIn) -> None:
    address = scanner.address
    await scanner.stop()
    await scanner.start()
    assert (scanner.address, await virus(Clamd(address), b"%PDF-1.7")) == (address, Accepted())
