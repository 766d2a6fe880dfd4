"""What went wrong, as a page: in the language of the address, with a way on, and without what failed."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import structlog
from sqlalchemy import text

from auth.accounts.passwords import Passwords
from portal.demo.people import CITIZEN, CLERK, EXECUTOR, PASSWORD
from portal.kernel.ids import new_id
from portal.kernel.language import Language
from portal.regulation.states import State
from portal.web.visitor import SESSION_COOKIE
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.factories.sink import SINK

NOT_FOUND = "Page not found"
OTHERWISE = "This page cannot be opened this way"
TOO_MUCH = "Too much data"
OURS = "Something went wrong on our side"
SECTION = "/cabinet/applications/01a20372-ae20-76a4-9163-80b663433bae/sections/"


def heading(browser: Browser) -> str:
    assert browser.page is not None
    return browser.page.heading


def ways(browser: Browser) -> list[str]:
    """Where the page leads on to."""
    assert browser.page is not None
    return [str(href) for href in browser.page.all("//main//ul[@class='ways']//a/@href")]


def paragraphs(browser: Browser) -> list[str]:
    """What stands under the heading, without the ways on."""
    assert browser.page is not None
    return browser.page.texts("//main//p[not(ancestor::ul)]")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/cabinet/nowhere",
        "/cabinet/applications/not-an-id",
        "/cabinet/applications/01a20372-ae20-76a4-9163-80b663433bae",
        SECTION + "nothing",
        "/provider",
        "/%D3%99%D0%BB%D0%B5%D0%BC",
        "/.env",
        "/cabinet.css",
        "/cabinet/x.css",
    ],
)
async def test_what_is_not_there_is_a_page_in_the_address_s_language(
    portal: Portal, language: Language, path: str
) -> None:
    browser = await portal.signed_in(CITIZEN)

    answer = await browser.get(language.link(path))

    assert (answer.status_code, heading(browser)) == (404, portal.say(NOT_FOUND, language))
    assert browser.page is not None
    assert ways(browser) == [language.link(path) for path in ("/cabinet", "/services/housing-queue")]


async def test_a_stranger_is_not_told_that_there_is_something(portal: Portal, cases: Cases) -> None:
    theirs, nobody_s = await cases.at(State.DELIVERED), new_id()
    browser = await portal.signed_in(CLERK)

    answers = [await browser.get(f"/cabinet/applications/{one}") for one in (theirs, nobody_s)]

    assert answers[0].status_code == answers[1].status_code == 404
    told = [answer.text.replace(str(one), "") for answer, one in zip(answers, (theirs, nobody_s), strict=True)]
    assert without_token(told[0]) == without_token(told[1])


def without_token(page: str) -> str:
    """A page without its token, which is new on every page."""
    return re.sub(r'name="csrf" value="[^"]+"', "", page)


async def test_a_way_that_is_not_open_is_a_page(portal: Portal) -> None:
    browser = await portal.signed_in(CITIZEN)

    answers = [await browser.send(method, "/en/cabinet") for method in ("DELETE", "PUT", "PATCH")]
    answers.append(await browser.post("/en/cabinet"))

    assert [answer.status_code for answer in answers] == [405] * 4
    assert heading(browser) == OTHERWISE


async def chunks(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 1024):
        yield b"a" * 1024


@pytest.mark.parametrize("with_length", [True, False])
async def test_too_much_is_refused_with_and_without_a_length(portal: Portal, *, with_length: bool) -> None:
    browser = portal.browser()
    token, size = await browser.token(), 70 * 1024
    content = b"csrf=" + token.encode() + b"&iin=" + b"1" * size if with_length else chunks(size)

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await browser.send("POST", "/en/login", content=content, headers=headers)

    assert (answer.status_code, heading(browser)) == (413, TOO_MUCH)


async def test_a_file_too_large_to_be_read_is_refused(portal: Portal, cases: Cases) -> None:
    browser, base = await portal.signed_in(CITIZEN), f"/en/cabinet/applications/{await cases.draft()}"

    file = {"file": ("a.pdf", b"%PDF-1.7" + b"\0" * (22 * 1024 * 1024))}
    answer = await browser.post(f"{base}/documents", {"kind": "other"}, file)

    assert (answer.status_code, heading(browser)) == (413, TOO_MUCH)


@asynccontextmanager
async def missing(portal: Portal, table: str) -> AsyncIterator[None]:
    """For a while the table is not where it is looked for."""
    await rename(portal, table, "gone")
    yield
    await rename(portal, "gone", table)


async def rename(portal: Portal, table: str, name: str) -> None:
    async with portal.parts.engine.execution_options(kezek_write=True).begin() as connection:
        await connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


@pytest.mark.parametrize(
    ("table", "path"),
    [("journal", "/en/cabinet/applications/{}"), ("sessions", "/en/cabinet"), ("messages", "/en/login")],
)
async def test_what_fails_on_our_side_has_a_number_that_is_in_the_log_too(
    portal: Portal, cases: Cases, table: str, path: str
) -> None:
    """In the handler, and before it, where the visitor is found."""
    browser, application_id = await portal.signed_in(CITIZEN), await cases.at(State.SENT)
    async with missing(portal, table):
        answer = await browser.get(path.format(application_id))

    assert (answer.status_code, heading(browser)) == (500, OURS)
    number = paragraphs(browser)[-1].removeprefix("Error number: ")
    assert number == answer.headers["x-request-id"]
    told = [line for line in SINK.lines if line["event"] == "unforeseen"]
    assert [(line["request_id"], line["error"][-5:]) for line in told] == [(number, "Error")]
    assert CITIZEN.iin not in answer.text


async def test_what_fails_on_our_side_says_that_what_was_sent_is_not_saved(portal: Portal, cases: Cases) -> None:
    path = f"/en/cabinet/applications/{await cases.draft()}/sections/person"
    browser = await portal.signed_in(CITIZEN)
    await browser.token()
    async with missing(portal, "applications"):
        answer = await browser.post(path, {"phone": "+7 701 000 00 00"})

    assert (answer.status_code, heading(browser)) == (500, OURS)
    assert paragraphs(browser)[0] == "What you have just sent is not saved. Go back and send it again."


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/cabinet?page=" + "9" * 5_000, None),
        ("/cabinet?page=%00", None),
        ("/login?next=%00", None),
        ("/login?next=" + "/a" * 3_000, None),
        ("/login?next=a&next=b", None),
        ("/login", {"iin": "\ud7ff" * 100, "password": "\x00"}),
        ("/logout", {"csrf2": "x" * 1_000}),
        (f"{SECTION}person", {"phone": "\x00\u202e", "changes": "9" * 5_000}),
        (f"{SECTION}person", {"changes": "-1"}),
        (f"{SECTION}person", {"changes": "٣"}),
    ],
)
async def test_odd_requests_fail_nothing(portal: Portal, path: str, data: dict[str, str] | None) -> None:
    browser = await portal.signed_in(CITIZEN)

    answer = await browser.get(path) if data is None else await browser.post(path, data)

    assert answer.status_code in (200, 303, 400, 404, 422)


@pytest.mark.parametrize("changes", ["9" * 5_000, "-1", "٣", "", "1e9", "\x7f"])
async def test_any_count_of_changes_is_taken_for_a_number_or_for_none(
    portal: Portal, cases: Cases, changes: str
) -> None:
    browser, base = await portal.signed_in(CITIZEN), f"/cabinet/applications/{await cases.draft()}"

    answer = await browser.post(f"{base}/sections/consent", {"page": "x" * 5_000, "changes": changes})

    assert answer.status_code == 422


async def test_a_scan_to_remove_is_named_by_an_id(portal: Portal, cases: Cases) -> None:
    browser, base = await portal.signed_in(CITIZEN), f"/cabinet/applications/{await cases.draft()}"

    answers = [await browser.post(f"{base}/documents/remove", {"scan": scan}) for scan in ("", "x", "' OR 1=1")]

    assert [answer.status_code for answer in answers] == [404] * 3


@pytest.mark.parametrize(
    "body",
    [b"", b"--x\r\n", b"--x\r\ncontent-disposition: form-data\r\n\r\n\r\n--x--", b"\xff" * 50],
)
async def test_a_form_that_cannot_be_read_is_a_bad_request(portal: Portal, body: bytes) -> None:
    browser = await portal.signed_in(CITIZEN)
    headers = {"content-type": "multipart/form-data; boundary=x"}

    answer = await browser.send("POST", "/en/cabinet/applications", content=body, headers=headers)

    assert answer.status_code in (400, 403)
    assert browser.page is not None


async def test_every_answer_says_how_it_may_be_used(portal: Portal) -> None:
    browser = await portal.signed_in(CITIZEN)
    answers = [
        await browser.get(path) for path in ("/cabinet", "/nowhere", "/health/live", "/static/css/kezek.css", "/logout")
    ]

    for answer in answers:
        assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "server" not in answer.headers
        assert "HX-Request" in answer.headers["vary"]


async def test_whoever_would_wait_too_long_is_asked_to_come_back(portal: Portal) -> None:
    passwords: Passwords = portal.app.dependencies["passwords"].dependency()  # type: ignore[union-attr]
    browser = portal.browser()
    await browser.token()
    passwords._waiting = 50

    answer = await browser.post("/en/login", {"iin": CITIZEN.iin, "password": PASSWORD})

    passwords._waiting = 0
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert heading(browser) == "Many people are signing in at this moment"


async def test_the_portal_tells_whether_it_is_ready(portal: Portal) -> None:
    browser = portal.browser()

    assert (await browser.get("/health/live")).json() == {"status": "alive"}
    assert (await browser.get("/health/ready")).json()["status"] == "ready"


async def test_somebody_who_leaves_while_sending_is_no_error_of_ours(portal: Portal) -> None:
    browser = await portal.signed_in(CITIZEN)
    cookie = f"{SESSION_COOKIE}={browser.session_id}".encode()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "https",
        "path": "/cabinet/applications",
        "raw_path": b"/cabinet/applications",
        "query_string": b"",
        "root_path": "",
        "headers": [
            (b"host", b"testserver"),
            (b"cookie", cookie),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", b"100"),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 443),
    }
    arriving = iter([{"type": "http.request", "body": b"csrf=", "more_body": True}])
    sent = []

    async def receive() -> dict[str, object]:
        return next(arriving, {"type": "http.disconnect"})

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    with structlog.testing.capture_logs() as logged:
        await portal.app(scope, receive, send)  # type: ignore[arg-type]

    assert (sent[0]["status"], [line["event"] for line in logged]) == (400, ["request"])


async def test_a_form_that_is_not_on_the_page_any_more_is_not_shown_with_faults(portal: Portal, cases: Cases) -> None:
    """Of a signature that is not in doubt there is nothing to decide, and no field for a reason."""
    examined, browser = await cases.at(State.EXAMINED), await portal.signed_in(EXECUTOR)

    answer = await browser.post(f"/en/provider/applications/{examined}/keep", {"reason": ""})

    assert answer.status_code == 409
