"""Bodies are bounded, whatever the route and however they are sent (security notes, check 36)."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from portal.demo.people import CITIZEN
from portal.documents.limits import LARGEST_FILE, LARGEST_TOGETHER, MEGABYTE, MOST_FILES
from portal.gateway.xml import MOST_BYTES
from portal.joining.web import LARGEST_FORM
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.server.serving import Client, Running, running, status

FORM = "application/x-www-form-urlencoded"
FILE = 'multipart/form-data; boundary="b"'
FILE_HEAD = b'--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
MARGIN = 64 * 1024


def test_the_figures_are_those_that_were_decided() -> None:
    assert (LARGEST_FORM, LARGEST_FILE, LARGEST_TOGETHER) == (64 * 1024, 20 * MEGABYTE, 60 * MEGABYTE)
    assert MOST_FILES == 12


@pytest.fixture
async def served(portal: Portal) -> AsyncIterator[Running]:
    async with running(portal.app) as server:
        yield server


@pytest.fixture
async def cookies(portal: Portal) -> str:
    browser = await portal.signed_in(CITIZEN)
    await browser.token()
    return "; ".join(f"{name}={value}" for name, value in browser._client.cookies.items())


ROUTES = [
    ("/en/login", FORM, b"iin=", LARGEST_FORM),
    ("/en/logout", FORM, b"csrf=", LARGEST_FORM),
    ("/en/cabinet/applications/{}/documents", FILE, FILE_HEAD, LARGEST_FILE + MEGABYTE),
    ("/en/cabinet/applications/{}/sign", FILE, FILE_HEAD, LARGEST_FILE + MEGABYTE),
    ("/gateway/sync-channel", "text/xml", b"<a>", MOST_BYTES),
]


@pytest.mark.parametrize(("path", "kind", "head", "most"), ROUTES, ids=[route[0] for route in ROUTES])
@pytest.mark.parametrize("with_length", [True, False])
async def test_too_much_is_refused_and_not_read(
    served: Running, cases: Cases, cookies: str, path: str, kind: str, head: bytes, most: int, *, with_length: bool
) -> None:
    size = most + MEGABYTE
    framing = f"content-length: {size}" if with_length else "transfer-encoding: chunked"
    lines = (f"POST {path.format(await cases.draft())} HTTP/1.1", "host: testserver", f"cookie: {cookies}")
    async with served.client() as client:
        await client.say(*lines, f"content-type: {kind}", framing, "")
        heard = await client.hear_while(send_all(client, head, size, chunked=not with_length))

    assert status(heard) == 413
    assert b"connection: close" in heard
    assert served.measured.drawn <= most + MARGIN + READ_AT_ONCE


READ_AT_ONCE = 256_000
"""The loop's own portion: what is announced by nobody is noticed when a portion has come."""


async def send_all(client: Client, head: bytes, size: int, *, chunked: bool) -> None:
    """Send as long as the server reads."""
    part = b"a" * 16_384
    try:
        for number in range(size // len(part)):
            body = head + part[len(head) :] if number == 0 else part
            await client.say(body=b"%x\r\n%s\r\n" % (len(body), body) if chunked else body)
    except ConnectionError:
        return


async def test_who_sends_to_the_end_before_listening_hears_the_answer_too(served: Running, cookies: str) -> None:
    """As most programs do. Cut off with bytes on their way, they would be told of a broken line instead."""
    size = LARGEST_FORM + MARGIN // 2
    lines = ("POST /en/login HTTP/1.1", "host: testserver", f"cookie: {cookies}", f"content-type: {FORM}")
    for _ in range(5):
        async with served.client() as client:
            await client.say(*lines, f"content-length: {size}", "")
            for part in range(4):
                await client.say(body=b"a" * (size // 4))
                await asyncio.wait([served.serving], timeout=0.02 * part)

            assert status(await client.hear()) == 413


async def test_a_body_that_nobody_wants_is_not_read(served: Running) -> None:
    async with served.client() as client:
        await client.say("GET /health/live HTTP/1.1", "host: testserver", "content-length: 100000000", "")
        heard = await client.hear_while(send_all(client, b"", 4 * MEGABYTE, chunked=False))

    assert (status(heard), b"connection: close" in heard) == (200, True)
    assert served.measured.drawn <= LARGEST_FORM + MARGIN + READ_AT_ONCE


async def test_who_asks_before_sending_is_answered_before_sending(served: Running) -> None:
    """`Expect: 100-continue`: a body that will be refused is never sent."""
    expect = ("host: testserver", "content-length: 30000000", "expect: 100-continue")
    async with served.client() as client:
        await client.say("POST /en/nowhere HTTP/1.1", *expect, "")
        heard = await client.hear()

    assert (status(heard), served.measured.drawn) == (404, 0)
