"""A form that a client sends wrong is refused as its fault, in the language of the address; an odd one is taken."""

import gc

import pytest
from litestar._parsers import parse_url_encoded_form_data

from portal.demo.people import CITIZEN
from portal.documents.limits import MEGABYTE
from portal.kernel.language import Language
from portal.web.form_data import MOST_FIELDS, MOST_TEXT
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.factories.sink import SINK

MULTIPART = "multipart/form-data; boundary=b"
UNREADABLE = "The portal could not read the request"
END = b"--b--"
FIELD = 'form-data; name="iin"'


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
