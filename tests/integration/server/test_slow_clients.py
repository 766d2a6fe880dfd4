"""A client that sends or reads too slowly is cut off; one that is only slow is not (security notes, check 37)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from litestar.types import Receive, Scope, Send

from portal.demo.people import CITIZEN
from tests.factories.deadline import DEADLINE
from tests.factories.portal import Portal
from tests.integration.server.serving import LONG, SHORT_BODY, SHORT_HEADERS, Running, running, status

GET = ("GET /health/live HTTP/1.1", "host: testserver")
POST = ("POST /en/login HTTP/1.1", "host: testserver", "content-type: application/x-www-form-urlencoded")


@pytest.fixture
async def waiting_for_headers(portal: Portal) -> AsyncIterator[Running]:
    async with running(portal.app, SHORT_HEADERS) as server:
        yield server


@pytest.fixture
async def waiting_for_bodies(portal: Portal) -> AsyncIterator[Running]:
    async with running(portal.app, SHORT_BODY) as server:
        yield server


def posting(portal_browser_headers: dict[str, str], length: int) -> tuple[str, ...]:
    return (*POST, f"content-length: {length}", *(f"{name}: {value}" for name, value in portal_browser_headers.items()))


@pytest.fixture
async def shown(portal: Portal) -> dict[str, str]:
    """The cookie of a browser that has opened the log-in page."""
    browser = portal.browser()
    await browser.token()
    return {"cookie": "; ".join(f"{name}={value}" for name, value in browser._client.cookies.items())}


async def test_who_says_nothing_is_cut(waiting_for_headers: Running) -> None:
    async with waiting_for_headers.client() as client:
        assert await client.hear() == b""


@pytest.mark.parametrize("drop", [b"x", b"x-header: 1\r\n", b"\r\n"])
async def test_headers_that_never_end_are_cut(waiting_for_headers: Running, drop: bytes) -> None:
    async with waiting_for_headers.client() as client:
        await client.say(GET[0])
        assert status(await client.drip(drop, 0.05)) in (0, 200 if drop == b"\r\n" else 0, 400)


async def test_headers_that_never_end_are_cut_after_an_answer_too(waiting_for_headers: Running) -> None:
    async with waiting_for_headers.client() as client:
        await client.say(*GET, "")
        heard = await client.drip(b"G", 0.05)

    assert (status(heard), heard.count(b"HTTP/1.1 ")) in ((200, 1), (200, 2))


async def test_headers_without_measure_are_cut_at_once(portal: Portal) -> None:
    async with running(portal.app, LONG) as served, served.client() as client:
        await client.say(GET[0])
        await client.say("x-long: " + "a" * 400_000)

        assert await client.hear() == b""


async def test_a_body_that_stops_is_cut_and_told_so(waiting_for_bodies: Running, shown: dict[str, str]) -> None:
    async with waiting_for_bodies.client() as client:
        await client.say(*posting(shown, 1_000), "", body=b"iin=85112")
        heard = await client.hear()

    assert status(heard) == 408
    assert b"connection: close" in heard
    assert b"Your data came too slowly" in heard


async def test_a_body_that_comes_in_drops_is_cut(waiting_for_bodies: Running, shown: dict[str, str]) -> None:
    async with waiting_for_bodies.client() as client:
        await client.say(*posting(shown, 60_000), "")
        heard = await client.drip(b"a" * 10, 0.05)

    assert status(heard) == 408


async def test_a_body_that_comes_slowly_but_comes_is_taken(portal: Portal, shown: dict[str, str]) -> None:
    """In more than twice the time in which it may stop, and at more than twice the least pace."""
    timeouts, parts, size = replace(LONG, turn=1, least=10_000), 25, 60_000
    async with running(portal.app, timeouts) as served, served.client() as client:
        await client.say(*posting(shown, size), "")
        for _ in range(parts):
            await nothing_for(client.reader, timeouts.turn / 10)
            await client.say(body=b"a" * (size // parts))
        heard = await client.reader.read(100)

    assert status(heard) == 403


async def nothing_for(reader: asyncio.StreamReader, seconds: float) -> None:
    """The server has sent nothing yet."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(seconds):
            await reader.read(1)


async def test_an_idle_connection_is_closed(portal: Portal) -> None:
    async with running(portal.app, replace(LONG, idle=1)) as served, served.client() as client:
        await client.say(*GET, "")
        heard = await client.hear()

    assert (status(heard), heard.count(b"HTTP/1.1 "), b"connection: close" in heard) == (200, 1, False)


async def test_a_connection_in_use_is_kept(portal: Portal) -> None:
    async with running(portal.app, replace(LONG, idle=2)) as served, served.client() as client:
        for _ in range(6):
            await client.say(*GET, "")
            assert status(await client.reader.readuntil(b"}")) == 200
            await nothing_for(client.reader, 0.4)


class Giving:
    """A large answer that records clients that leave before its end."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(500):
            await send({"type": "http.response.body", "body": b"a" * 65_536, "more_body": True})
        await receive()
        if (await receive())["type"] == "http.disconnect":
            self.gone.set()


async def test_who_takes_nothing_is_cut() -> None:
    giving = Giving()
    async with running(giving, replace(LONG, taking=0.3)) as served, served.client() as client:
        client.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await client.say(*GET, "")

        async with asyncio.timeout(DEADLINE):
            await giving.gone.wait()


async def test_who_takes_slowly_is_served() -> None:
    giving = Giving()
    async with running(giving, replace(LONG, taking=1.5)) as served, served.client() as client:
        await client.say(*GET, "")
        taken = 0
        async with asyncio.timeout(DEADLINE):
            while taken < 4_000_000:
                taken += len(await client.reader.readexactly(200_000))
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(giving.gone.wait(), 0.1)


async def test_more_connections_than_there_is_room_for_are_told_to_come_back(portal: Portal) -> None:
    async with running(portal.app, LONG, most_connections=2) as served:
        async with served.client() as first, served.client() as second:
            for client in (first, second):
                await client.say(*GET, "")
                assert status(await client.reader.readuntil(b"}")) == 200
            async with served.client() as third:
                refused = await third.hear()
        assert (status(refused), b"retry-after: 5" in refused) == (503, True)
        await served.empty()
        async with served.client() as later:
            await later.say(*GET, "")
            assert status(await later.reader.readuntil(b"}")) == 200


async def test_a_good_client_is_served_among_two_hundred_slow_ones(portal: Portal) -> None:
    async with running(portal.app, LONG) as served:
        slow = [await asyncio.open_connection("127.0.0.1", served.port) for _ in range(200)]
        for number, (_, writer) in enumerate(slow):
            head = f"{POST[0]}\r\nhost: testserver\r\ncontent-length: 9000\r\n" + ("\r\n" if number % 2 else "")
            writer.write(head.encode())
        async with served.client() as client:
            for _ in range(20):
                await client.say(*GET, "")
                assert status(await client.reader.readuntil(b"}")) == 200
        for _, writer in slow:
            writer.transport.abort()


def test_the_figures_leave_a_telephone_in_peace_and_cut_a_stalled_client_in_half_a_minute() -> None:
    telephone = 50_000 // 8
    network_gap = 15

    assert (LONG.turn - network_gap) * telephone >= LONG.least
    assert max(LONG.turn, LONG.headers, LONG.idle) <= 30


async def test_the_person_who_was_cut_has_not_used_up_a_try(portal: Portal, shown: dict[str, str]) -> None:
    async with running(portal.app, SHORT_BODY) as served, served.client() as client:
        await client.say(*posting(shown, 1_000), "", body=f"iin={CITIZEN.iin}&password=".encode())
        assert status(await client.hear()) == 408
