"""Addresses, hosts and headers that a client sends wrong are refused as its fault, and nothing fails on our side."""

import re
from collections.abc import AsyncIterator

import pytest

from portal.demo.people import CITIZEN
from portal.web.csrf import VISITOR_COOKIE
from portal.web.visitor import SESSION_COOKIE
from tests.factories.portal import Portal
from tests.factories.sink import SINK
from tests.integration.server.serving import Running, running, status


@pytest.fixture
async def served(portal: Portal) -> AsyncIterator[Running]:
    async with running(portal.app) as server:
        yield server


ODD_PATHS = {
    "/static/%00": 400,
    "/static/css/kezek.css%00": 400,
    "/static/" + "a" * 256: 404,
    "/static/" + "a/" * 3_000: 404,
    "/static/" + "%D3%98" * 200: 404,
    "/static/css/kezek.css/x": 404,
    "/static/css": 404,
    "/static/": 404,
    "/static": 404,
    "/static/..%2f..%2f..%2fetc/passwd": 404,
    "/static/%2e%2e/%2e%2e/etc/passwd": 404,
    "/static//etc/passwd": 404,
    "/static/css%5Ckezek.css": 404,
    "/static/%ff%fe": 404,
    "/login?next=%00": 400,
    "/login?%00": 400,
    "/login%00": 404,
    "/%00": 404,
    "/login?next=%ff": 200,
    "/login?next=%ed%a0%80": 200,
    "/login?next=%": 200,
    "/login?next=a&next=b": 200,
    "/login?next": 200,
    "/login?" + "a=b&" * 5_000: 200,
    "/cabinet?page=99999999999999999999": 200,
    "/cabinet?page=-9223372036854775809": 200,
    "/cabinet?page=1e400": 200,
    "/cabinet?page=%D9%A1": 200,
    "/cabinet/messages?page=18446744073709551616": 200,
    "/cabinet/applications/99999999999999999999": 404,
    "/cabinet/applications/" + "f" * 33: 404,
    "/cabinet/applications/" + "%D9%A1" * 32: 404,
    "/cabinet/applications/%7B" + "f" * 32 + "%7D": 404,
    "/cabinet/applications/" + "a" * 10_000: 404,
    "/cabinet/applications/" + "f" * 32 + "/sections/%00": 400,
    "/cabinet/applications/" + "f" * 32 + "/sections/" + "%D3%98" * 1_000: 404,
    "/ru/ru": 404,
    "/ru/ru/": 404,
    "/ru/en/login": 404,
    "/RU/login": 404,
    "/kk/login": 404,
    "/en//": 200,
    "/en//login": 200,
    "//login": 200,
    "/login/": 200,
    "/login//": 200,
    "/login%2f": 200,
    "/%2e%2e/login": 404,
    "/login;a=1": 404,
    "/login%0d%0aset-cookie:a": 404,
    "//evil.example": 404,
    "/en//evil.example": 404,
    "/%5Cevil.example": 404,
    "/.well-known/jwks.json/": 200,
}


@pytest.mark.parametrize(("path", "expected"), ODD_PATHS.items(), ids=lambda given: str(given)[:50])
async def test_an_odd_address_is_refused_or_not_found(
    served: Running, portal: Portal, path: str, expected: int
) -> None:
    """On a socket: clients in tests put addresses right before they send them. No link of the answer leads away."""
    browser = await portal.signed_in(CITIZEN)
    async with served.client() as client:
        cookie = f"cookie: {SESSION_COOKIE}={browser.session_id}"
        await client.say(f"GET {path} HTTP/1.1", "host: testserver", cookie, "connection: close", "")
        heard = await client.hear()

    assert status(heard) == expected
    links = re.findall(rb'(?:href|action|src)="([^"]*)"', heard.partition(b"\r\n\r\n")[2])
    assert [link for link in links if not re.match(rb"/(?![/\\\\])|#", link)] == []
    assert [line for line in SINK.lines if line["event"] == "unforeseen"] == []


HOSTS = {
    "testserver": 200,
    "testserver:": 200,
    "testserver:8080": 200,
    "10.0.0.1:80": 200,
    "[::1]": 200,
    "[::1]:8080": 200,
    "xn--80a.kz": 200,
    "a_b": 200,
    "": 400,
    " ": 400,
    ":80": 400,
    "a b": 400,
    "[": 400,
    "]": 400,
    "[zz]": 400,
    "[:::::]": 400,
    "[1.2.3.4]": 400,
    "testserver:0": 400,
    "testserver:99999": 400,
    "testserver:x": 400,
    "testserver:-1": 400,
    "somebody@testserver": 400,
    "testserver/x": 400,
    "testserver?x": 400,
    "testserver#x": 400,
    "testserver\\x": 400,
    "<script>": 400,
    "кезек.қаз": 400,
}


@pytest.mark.parametrize("path", ["/en/login", "/health/live", "/static/css/kezek.css"])
@pytest.mark.parametrize(("host", "expected"), HOSTS.items())
async def test_a_host_names_a_server(served: Running, path: str, host: str, expected: int) -> None:
    assert await answered(served, f"GET {path} HTTP/1.1", f"host: {host}") == expected


async def answered(served: Running, *lines: str) -> int:
    async with served.client() as client:
        await client.say(*lines, "connection: close", "")
        return status(await client.hear())


REQUESTS = {
    "no host": (("GET /login HTTP/1.1",), 400),
    "no host, HTTP/1.0": (("GET /login HTTP/1.0",), 200),
    "two hosts": (("GET /login HTTP/1.1", "host: a", "host: b"), 400),
    "absolute form": (("GET http://evil.example/login HTTP/1.1", "host: a"), 200),
    "absolute form without a path": (("GET http://evil.example HTTP/1.1", "host: a"), 400),
    "no slash": (("GET login HTTP/1.1", "host: a"), 400),
    "asterisk": (("OPTIONS * HTTP/1.1", "host: a"), 404),
    "authority": (("CONNECT a:443 HTTP/1.1", "host: a"), 400),
    "raw letters": (("GET /әлем HTTP/1.1", "host: a"), 400),
    "a blank": (("GET /a b HTTP/1.1", "host: a"), 400),
    "another protocol": (("PRI * HTTP/2.0", "", "SM", ""), 400),
    "another method": (("BREW /login HTTP/1.1", "host: a"), 400),
    "a method in small letters": (("get /login HTTP/1.1", "host: a"), 400),
    "length no number": (("POST /login HTTP/1.1", "host: a", "content-length: x"), 400),
    "length below nothing": (("POST /login HTTP/1.1", "host: a", "content-length: -1"), 400),
    "two lengths": (("POST /login HTTP/1.1", "host: a", "content-length: 1", "content-length: 2"), 400),
    "length of 23 digits": (("POST /login HTTP/1.1", "host: a", "content-length: " + "9" * 23), 400),
    "length and chunks": (("POST /login HTTP/1.1", "host: a", "content-length: 1", "transfer-encoding: chunked"), 400),
    "another encoding": (("POST /login HTTP/1.1", "host: a", "transfer-encoding: nonsense"), 400),
    "a blank in a header's name": (("GET /login HTTP/1.1", "host: a", "x y: a"), 400),
    "a folded header": (("GET /login HTTP/1.1", "host: a", "x: a", " b"), 400),
    "NUL in a header": (("GET /login HTTP/1.1", "host: a", "x: \0"), 400),
}


@pytest.mark.parametrize("name", REQUESTS)
async def test_a_request_that_is_none_is_refused(served: Running, name: str) -> None:
    lines, expected = REQUESTS[name]

    assert await answered(served, *lines) == expected


HEADERS = (
    f"cookie: {SESSION_COOKIE}=\xff",
    f"cookie: {SESSION_COOKIE}=%00",
    f"cookie: {SESSION_COOKIE}=" + "a" * 8_000,
    f"cookie: {SESSION_COOKIE}=a; {SESSION_COOKIE}=b",
    f"cookie: {VISITOR_COOKIE}=%ed%a0%80",
    f'cookie: {VISITOR_COOKIE}="\\377\\400"',
    "cookie: ;;;=;a;=b",
    "range: bytes=99999999999999999999-",
    "if-none-match: \xff",
    "if-modified-since: never",
    "accept: \xff;q=9",
    "accept-encoding: gzip;q=x, \xff",
    "accept-language: *;q=x, қазақша",
    "authorization: Basic \xff",
    "content-type: \xff/\xff; charset=idna",
    "content-encoding: gzip",
    "hx-request: true",
    "hx-current-url: http://[",
    "hx-target: \xff",
    "sec-fetch-site: \xff",
    "origin: null",
    "forwarded: for=x",
    "x-forwarded-for: x,,",
    "x-request-id: \xff",
    "x-http-method-override: DELETE",
    "te: nonsense",
    "expect: nonsense",
)


@pytest.mark.parametrize("header", HEADERS)
async def test_an_odd_header_fails_nothing(served: Running, header: str) -> None:
    paths = {"/en/login": 200, "/static/css/kezek.css": 200, "/nowhere": 404, "/gateway/sync-channel": 405}

    assert {path: await answered(served, f"GET {path} HTTP/1.1", "host: a", header) for path in paths} == paths
    assert [line for line in SINK.lines if line["event"] == "unforeseen"] == []


async def test_a_page_without_host_has_no_same_origin(portal: Portal) -> None:
    """An origin "null" is not the origin of a page whose Host is empty."""
    answer = await portal.browser().post("/login", {"iin": "1"}, origin="null", host="")

    assert answer.status_code in (400, 403)
