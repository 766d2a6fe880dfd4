"""What a client sends wrong is refused as its fault, in the language of the address, and nothing fails on our side."""

import gc
import re
from collections.abc import AsyncIterator

import pytest
from litestar._parsers import parse_url_encoded_form_data

from portal.demo.people import CITIZEN
from portal.documents.limits import MEGABYTE
from portal.kernel.language import Language
from portal.web.csrf import VISITOR_COOKIE
from portal.web.form_data import MOST_FIELDS, MOST_TEXT
from portal.web.visitor import SESSION_COOKIE
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.factories.sink import SINK
from tests.integration.server.serving import Running, running, status

MULTIPART = "multipart/form-data; boundary=b"
UNREADABLE = "The portal could not read the request"
END = b"--b--"
FIELD = 'form-data; name="iin"'


@pytest.fixture
async def served(portal: Portal) -> AsyncIterator[Running]:
    async with running(portal.app) as server:
        yield server


def part(value: bytes, disposition: str = FIELD, *headers: str) -> bytes:
    lines = [f"content-disposition: {disposition}", *headers]
    return b"--b\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + value + b"\r\n"


async def posted(browser: Browser, path: str, body: bytes, content_type: str = MULTIPART) -> int:
    """Post with a good token in front of the body, so that the body is what is refused."""
    token = await browser.token()
    headers = {"content-type": content_type.encode("latin-1"), "x-csrf-token": token.encode()}
    answer = await browser.send("POST", path, content=body, headers=headers)
    assert [line["event"] for line in SINK.lines if line["event"] == "unforeseen"] == []
    return answer.status_code


OTHER_CHARSETS = [
    "utf-7",
    "idna",
    "punycode",
    "nonsense",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-16",
    "latin-1",
    "hex",
    "zip",
    "rot13",
    "mbcs",
    "../../x",
    "a" * 300,
]


@pytest.mark.parametrize("charset", OTHER_CHARSETS)
async def test_a_text_in_another_charset_is_refused(portal: Portal, charset: str) -> None:
    body = part(b"+2AA-\\ud800", FIELD, f'content-type: text/plain; charset="{charset}"') + END

    assert await posted(portal.browser(), "/en/login", body) == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8", "us-ascii"])
async def test_a_text_in_utf8_is_taken(portal: Portal, charset: str) -> None:
    body = part("Әлия".encode(), FIELD, f"content-type: text/plain; charset={charset}") + END

    assert await posted(portal.browser(), "/en/login", body) == 422


REFUSED_BODIES = {
    "empty": b"",
    "no end": part(b"1"),
    "no blank line": b"--b\r\ncontent-disposition: form-data; name=iin\r\n--b--",
    "another boundary": part(b"1").replace(b"--b", b"--c") + b"--c--",
    "value not UTF-8": part(b"\xff") + END,
    "value of half a character": part("Ә".encode()[:1]) + END,
    "value a surrogate": part(b"\xed\xa0\x80") + END,
    "value with NUL": part(b"a\0b") + END,
    "name not UTF-8": part(b"1").replace(b"iin", b"\xff") + END,
    "name with NUL": part(b"1").replace(b"iin", b"i\0n") + END,
    "file's name with NUL": part(b"1", 'form-data; name="file"; filename="a\0.pdf"') + END,
    "file's name not UTF-8": part(b"1", 'form-data; name="file"; filename="a"').replace(b'"a"', b'"\xff"') + END,
    "no disposition": b"--b\r\ncontent-type: text/plain\r\n\r\n1\r\n--b--",
    "another disposition": part(b"1", "attachment; name=iin") + END,
    "a header without a colon": part(b"1", FIELD, "nonsense") + END,
    "a header too long": part(b"1", FIELD, "x: " + "a" * 5_000) + END,
    "too many headers": part(b"1", FIELD, *(f"x-{n}: a" for n in range(20))) + END,
    "length too small": part(b"123", FIELD, "content-length: 1") + END,
    "length too large": part(b"123", FIELD, "content-length: 100") + END,
    "length no number": part(b"123", FIELD, "content-length: -1") + END,
    "too many parts": part(b"1") * (MOST_FIELDS + 1) + END,
    "charset twice": part(b"1", FIELD, "content-type: text/plain; charset=utf-8; charset=idna") + END,
}
TAKEN_BODIES = {
    "no part": END,
    "no name": part(b"1", "form-data") + END,
    "a name of 300 letters": part(b"1", f'form-data; name="{"a" * 300}"') + END,
    "a name twice": part(b"1") * 2 + END,
    "name*": part(b"1", "form-data; name=iin; name*=utf-7''%2BAA-") + END,
    "filename*": part(b"1", "form-data; name=iin; filename*=nonsense''%ff%00") + END,
    "filename for a text": part(b"\xff", 'form-data; name="iin"; filename="a"') + END,
    "a path for a name": part(b"\xff", 'form-data; name="iin"; filename="C:\\\\a\\\\..\\\\b"') + END,
    "encoded": part(b"=FF", FIELD, "content-transfer-encoding: base64") + END,
    "nested": part(part(b"1") + END, FIELD, "content-type: multipart/mixed; boundary=b2") + END,
    "the charset of a file": part(b"1", f"{FIELD}; filename=a", "content-type: text/plain; charset=idna") + END,
    "bytes after the end": part(b"1") + END + b"\xff" * 100,
    "bytes before the first": b"\xff\r\n" + part(b"1") + END,
}


@pytest.mark.parametrize("name", REFUSED_BODIES)
async def test_a_multipart_body_that_is_none_is_refused(portal: Portal, name: str) -> None:
    browser = portal.browser()

    assert await posted(browser, "/ru/login", REFUSED_BODIES[name]) == 400
    assert browser.page is not None
    assert browser.page.heading == portal.say(UNREADABLE, Language.RUSSIAN)


@pytest.mark.parametrize("name", TAKEN_BODIES)
async def test_an_odd_multipart_body_is_a_form_all_the_same(portal: Portal, name: str) -> None:
    assert await posted(portal.browser(), "/en/login", TAKEN_BODIES[name]) == 422


@pytest.mark.parametrize("texts", [1, 2])
async def test_texts_without_measure_are_refused(portal: Portal, cases: Cases, texts: int) -> None:
    """Where files may be large, texts may not, nor all of them together."""
    browser, draft = await portal.signed_in(CITIZEN), await cases.draft()
    body = part(b"a" * (MOST_TEXT // texts + 1)) * texts + END

    assert await posted(browser, f"/en/cabinet/applications/{draft}/documents", body) == 413


async def test_a_file_that_is_refused_is_closed(portal: Portal, cases: Cases) -> None:
    """A file that is left open is warned of when it is collected, and warnings fail tests."""
    browser, draft = await portal.signed_in(CITIZEN), await cases.draft()
    file = {"file": ("a.pdf", b"%PDF-1.7" + b"\0" * 2 * MEGABYTE)}

    answer = await browser.post(f"/cabinet/applications/{draft}/documents", {"csrf": "0" * 80}, file)

    gc.collect()
    assert answer.status_code == 403


CONTENT_TYPES = {
    "multipart/form-data": 400,
    "multipart/form-data; boundary=": 400,
    'multipart/form-data; boundary=""': 400,
    "multipart/form-data; boundary=" + "b" * 5_000: 400,
    "multipart/form-data; boundary=\xff": 400,
    "multipart/form-data; boundary=b; boundary=c": 400,
    "multipart/form-data; boundary=b; charset=idna": 422,
    "multipart/mixed; boundary=b": 422,
    "application/x-www-form-urlencoded; charset=utf-7": 422,
    "application/json": 422,
    "text/plain": 422,
    "\xff/\xff": 422,
    ";;;": 422,
    "a" * 5_000: 422,
}


@pytest.mark.parametrize(("content_type", "expected"), CONTENT_TYPES.items(), ids=lambda given: str(given)[:60])
async def test_the_type_of_a_body_is_a_form_s_or_it_has_no_fields(
    portal: Portal, content_type: str, expected: int
) -> None:
    assert await posted(portal.browser(), "/en/login", part(b"1") + END, content_type) == expected


URL_ENCODED = {
    b"iin=%ff": 400,
    b"iin=\xff": 400,
    b"iin=%ed%a0%80": 400,
    b"iin=%00": 400,
    b"%00=1": 400,
    b"%ff=1": 400,
    b"iin=a\0b": 400,
    b"a=1&" * (MOST_FIELDS + 1): 400,
    b"iin=%": 422,
    b"iin=%zz&%=%": 422,
    b"iin=%u0431": 422,
    "iin=Ә".encode(): 422,
    b"=&&=;": 422,
    b"iin": 422,
    b"iin=1&iin=2": 422,
    b"iin[]=1&iin[a]=2": 422,
    b"a" * 60_000: 422,
    b"{}": 422,
    b"": 422,
}


@pytest.mark.parametrize(("body", "expected"), URL_ENCODED.items(), ids=lambda given: str(given)[:30])
async def test_a_url_encoded_body_is_utf8(portal: Portal, body: bytes, expected: int) -> None:
    assert await posted(portal.browser(), "/en/login", body, "application/x-www-form-urlencoded") == expected


async def test_what_was_posted_is_not_kept_in_memory(portal: Portal) -> None:
    """Litestar's reader keeps bodies by their content in a cache."""
    before = parse_url_encoded_form_data.cache_info().currsize

    await posted(portal.browser(), "/en/login", b"iin=1&password=2", "application/x-www-form-urlencoded")

    assert parse_url_encoded_form_data.cache_info().currsize == before


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
