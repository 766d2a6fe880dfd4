"""The provider is away, slow, or says what no provider says: the person is told, and nothing breaks."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from litestar import Litestar, Request, Response, post

from auth.federation.exchange import AWAY, MOST_BYTES, Tokens, fetch_tokens
from auth.federation.keys import PinnedKeys
from auth.federation.provider import OpenIdProvider
from portal.kernel.language import Language
from portal.kernel.outcomes import Refused
from portal.pages.account.identity import CALLBACK
from tests.factories.portal import Portal
from tests.integration.federation.world import START, federated, identity_app, query_of
from tests.integration.gateway.loopback import closed_address, served
from tests.unit.federation.forging import PINNED

TOKENS = {"id_token": "a.b.c", "access_token": "t", "token_type": "Bearer"}


def known_at(address: str) -> OpenIdProvider:
    return OpenIdProvider(
        "https://idp.example",
        f"{address}/auth",
        f"{address}/token",
        "kezek",
        "s",
        "https://here",
        PinnedKeys(PINNED),
        "iin",
    )


@asynccontextmanager
async def saying(answer: Callable[[], Response[bytes]]) -> AsyncIterator[str]:
    """A token endpoint with one answer."""

    @post("/token")
    async def token(request: Request) -> Response[bytes]:  # type: ignore[type-arg]
        await request.body()
        return answer()

    async with served(Litestar([token], openapi_config=None, logging_config=None)) as address:
        yield address


async def fetched(answer: Callable[[], Response[bytes]]) -> object:
    async with saying(answer) as address:
        return await fetch_tokens(known_at(address), "code", "v" * 43)


def said(status: int, body: bytes, **headers: str) -> Callable[[], Response[bytes]]:
    return lambda: Response(body, status_code=status, headers=headers)


async def test_tokens() -> None:
    found = await fetched(said(200, json.dumps(TOKENS).encode()))

    assert found == Tokens("a.b.c", "t")


async def test_an_access_token_may_be_missing() -> None:
    assert await fetched(said(200, b'{"id_token": "a.b.c"}')) == Tokens("a.b.c", "")


@pytest.mark.parametrize(
    ("status", "body", "found"),
    [
        (400, b'{"error": "invalid_grant"}', Refused("code_refused")),
        (400, b'{"error": "invalid_request"}', AWAY),
        (401, b'{"error": "invalid_client"}', AWAY),
        (401, b'{"error": "invalid_grant"}', AWAY),
        (429, b"", AWAY),
        (500, b"<html>", AWAY),
        (503, b"", AWAY),
        (302, json.dumps(TOKENS).encode(), AWAY),
        (200, b"", AWAY),
        (200, b"<html>", AWAY),
        (200, b"[]", AWAY),
        (200, b'"a.b.c"', AWAY),
        (200, b"\xff\xfe", AWAY),
        (200, b"[" * 20_000, AWAY),
        (200, b"{}", AWAY),
        (200, b'{"id_token": 1}', AWAY),
        (200, b'{"id_token": "a.b.c", "access_token": null}', AWAY),
    ],
)
async def test_what_else_a_token_endpoint_may_say(status: int, body: bytes, found: object) -> None:
    assert await fetched(said(status, body)) == found


async def test_no_redirect_is_followed() -> None:
    async with saying(said(200, json.dumps(TOKENS).encode())) as elsewhere:
        assert await fetched(said(307, b"", location=f"{elsewhere}/token")) == AWAY


@pytest.mark.parametrize("size", [MOST_BYTES, MOST_BYTES + 1, 50 * MOST_BYTES])
async def test_an_answer_is_read_up_to_a_limit(size: int) -> None:
    body = json.dumps(TOKENS).encode()
    found = Tokens("a.b.c", "t") if size <= MOST_BYTES else AWAY

    assert await fetched(said(200, body + b" " * (size - len(body)))) == found


@pytest.mark.parametrize("size", [0, 50_000_000])
async def test_a_packed_answer_is_not_unpacked(size: int) -> None:
    """It was not asked for, and the little that comes may become very much."""
    packed = gzip.compress(json.dumps(TOKENS).encode() + b" " * size)

    assert (len(packed) < MOST_BYTES, await fetched(said(200, packed, **{"content-encoding": "gzip"}))) == (True, AWAY)


async def test_nobody_listens() -> None:
    assert await fetch_tokens(known_at(closed_address()), "code", "v" * 43) == AWAY


def current_task() -> asyncio.Task[object]:
    """To be awaited by the test: on Python 3.11 a server that is closed does not wait for those it answers."""
    task = asyncio.current_task()
    assert task is not None
    return task


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", b"SSH-2.0\r\n"])
async def test_who_listens_and_never_ends(sent: bytes) -> None:
    """Whatever has come by then; what is no HTTP need not be waited for."""
    over, answering = asyncio.Event(), list[asyncio.Task[object]]()

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.append(current_task())
        writer.write(sent)
        await over.wait()
        writer.transport.abort()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        assert await fetch_tokens(known_at(address), "code", "v" * 43, seconds=0.3) == AWAY
    finally:
        over.set()
        server.close()
        await server.wait_closed()
        await asyncio.gather(*answering)


async def test_who_sends_a_byte_now_and_then_is_not_waited_for() -> None:
    """Each byte is in time; the whole is not."""
    over, answering = asyncio.Event(), list[asyncio.Task[object]]()

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.append(current_task())
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n")
        while not over.is_set():
            writer.write(b" ")
            try:
                await asyncio.wait_for(over.wait(), 0.05)
            except TimeoutError:
                continue
        writer.transport.abort()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        assert await fetch_tokens(known_at(address), "code", "v" * 43, seconds=0.4) == AWAY
    finally:
        over.set()
        server.close()
        await server.wait_closed()
        await asyncio.gather(*answering)


@pytest.fixture(scope="module")
def app(portal_of_all: Portal) -> Litestar:
    """Of a portal whose provider is nowhere."""
    return identity_app(portal_of_all, closed_address(), PINNED)


@pytest.mark.parametrize("language", Language)
async def test_the_person_is_told_and_can_go_on_by_password(portal: Portal, app: Litestar, language: Language) -> None:
    async with federated(portal, app) as world:
        browser = world.browser()
        state = query_of(await world.begin(browser, language.link(f"{START}?next=/cabinet")))["state"]

        answer = await browser.get(f"{CALLBACK}?state={state}&code=a")

        end = language.link("/login/identity/away?next=/cabinet")
        assert (answer.headers["location"], world.refusals) == (end, ["provider_away"])
        page = await browser.open(end)
        assert page.heading == portal.say("The identity service cannot be reached now", language)
        ways = [link for link in page.links if link.endswith("?next=/cabinet")]
        assert set(ways) >= {language.link("/login?next=/cabinet"), language.link(f"{START}?next=/cabinet")}


@pytest.mark.parametrize("error", ["server_error", "temporarily_unavailable"])
async def test_a_provider_may_say_itself_that_it_is_away(portal: Portal, app: Litestar, error: str) -> None:
    async with federated(portal, app) as world:
        browser = world.browser()
        state = query_of(await world.begin(browser))["state"]

        answer = await browser.get(f"{CALLBACK}?state={state}&error={error}")

        assert (answer.headers["location"], world.refusals) == ("/login/identity/away", ["provider_away"])
