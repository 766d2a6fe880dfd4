"""The suite's search for secrets in its output works: it finds one wherever it is written."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import structlog
from litestar.types import ASGIApp, Receive, Scope, Send
from structlog.testing import capture_logs

from portal.demo.people import CITIZEN, PASSWORD
from portal.observing.metrics import TASKS
from portal.web.headers import CONTENT_SECURITY_POLICY
from tests.architecture.sources import ROOT
from tests.factories.browser import Browser
from tests.factories.deadline import DEADLINE
from tests.factories.log_in import log_in
from tests.factories.portal import Portal
from tests.factories.sink import SINK

SAYINGS = {
    "iin": (CITIZEN.iin, f"who somebody is: {CITIZEN.iin}"),
    "an iin nobody was told of": ("at 900101300017.", "the IIN 900101300017"),
    "surname": (CITIZEN.full_name, f"who somebody is: {CITIZEN.surname}"),
    "phone": ("+7 701 000-00-00", "a phone number: +7 701 000-00-00"),
    "e-mail": ("assel@example.kz", "an e-mail address: assel@example.kz"),
    "key": ("-----BEGIN PRIVATE KEY-----", "a private key: PRIVATE KEY"),
    "password": (PASSWORD, f"a password: {PASSWORD}"),
    "statement": ("Bearer eyJhbGciOiJ.eyJpc3MiOiJr.x", "a signed statement: eyJhbGciOiJ.eyJpc3MiOiJr"),
}


@pytest.mark.parametrize(("said", "found"), SAYINGS.values(), ids=SAYINGS)
def test_a_line_of_the_log_is_looked_at(said: str, found: str) -> None:
    structlog.get_logger().info("seen", value=said)

    assert {fault.partition(": ")[2] for fault in SINK.drain()} >= {found}


@pytest.mark.parametrize(("said", "found"), SAYINGS.values(), ids=SAYINGS)
def test_a_line_that_a_test_catches_is_looked_at_too(said: str, found: str) -> None:
    with capture_logs():
        structlog.get_logger().info("seen", value=[said])

    assert {fault.partition(": ")[2] for fault in SINK.drain()} >= {found}


def test_a_metric_is_looked_at() -> None:
    TASKS.labels(CITIZEN.surname, "done").inc()
    found = SINK.drain()
    TASKS.remove(CITIZEN.surname, "done")

    assert found == [f"the metrics: who somebody is: {CITIZEN.surname}"]


@pytest.mark.parametrize(
    "digits", ["a900101300017", "01a20372-ae20-76a4-9163-900101300017", "1900101300017", "900101300018"]
)
def test_digits_that_are_no_iin_are_let_through(digits: str) -> None:
    structlog.get_logger().info("seen", value=digits)

    assert SINK.drain() == []


def leaking(headers: dict[str, str]) -> ASGIApp:
    """A server whose every answer has these headers."""
    fit = {"content-security-policy": CONTENT_SECURITY_POLICY, "x-content-type-options": "nosniff", **headers}

    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        raw = [(name.encode(), value.encode()) for name, value in fit.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return answer


@pytest.mark.parametrize("name", ["location", "hx-redirect", "hx-push-url", "refresh"])
async def test_where_an_answer_leads_is_looked_at(name: str) -> None:
    async with Browser(leaking({name: f"/login?next=/x/{CITIZEN.iin}"})) as browser:
        await browser.get("/a")

    assert SINK.drain() == [f"{name} in the answer to the address GET /a: who somebody is: {CITIZEN.iin}"]


@pytest.mark.parametrize("path", ["/people/851120420022", "/a?iin=851120420022", "/a?who=851120%34200%32%32"])
async def test_an_address_is_looked_at(path: str) -> None:
    async with Browser(leaking({})) as browser:
        await browser.get(path)

    assert {fault.partition(": ")[2] for fault in SINK.drain()} == {f"who somebody is: {CITIZEN.iin}"}


async def test_a_referrer_is_looked_at() -> None:
    async with Browser(leaking({})) as browser:
        await browser.get("/a", referer=f"https://testserver/x?name={quote(CITIZEN.surname)}")

    assert SINK.drain() == [f"the referrer of the address GET /a: who somebody is: {CITIZEN.surname}"]


async def test_what_a_person_types_and_whatever_signs_them_in_is_watched_for(portal: Portal) -> None:
    browser = portal.browser()
    await log_in(browser, CITIZEN, "a word of their own")
    await log_in(browser, CITIZEN)
    await browser.open("/cabinet")
    kept = {"session": browser.session_id, "token": browser.csrf, "typed": "a word of their own"}
    assert SINK.drain() == []

    for value in kept.values():
        structlog.get_logger().info("seen", value=value)

    whats = [fault.partition(": ")[2].partition(": ")[0] for fault in SINK.drain()]
    assert {"a cookie", "what was typed as password"} <= set(whats)


async def test_the_name_of_a_file_is_watched_for_also_where_it_was_said_before() -> None:
    structlog.get_logger().info("seen", value="анықтама.pdf")
    async with Browser(leaking({})) as browser:
        await browser.send("POST", "/a", files={"file": ("анықтама.pdf", b"")})

    assert SINK.drain() == ["the log: a file's name: анықтама.pdf"]


def test_what_is_watched_for_is_forgotten_after_the_test() -> None:
    SINK.watch("a rare word", "a test's own")
    structlog.get_logger().info("a rare word")
    assert SINK.drain()

    SINK.begin()
    structlog.get_logger().info("a rare word")

    assert SINK.drain() == []


def test_a_test_whose_portal_says_too_much_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.factories.sink import *")
    said = f"structlog.get_logger().info('seen', of='{CITIZEN.iin}')"
    (tmp_path / "test_it.py").write_text(f"import structlog\ndef test_it():\n    {said}\n")

    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
        str(tmp_path),
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=DEADLINE)

    assert (ran.returncode, f"the log, at 'seen': who somebody is: {CITIZEN.iin}" in ran.stdout) == (1, True), (
        ran.stdout
    )


def test_an_exchange_outside_a_browser_can_be_shown_to_it() -> None:
    answer = httpx.Response(
        303, headers={"location": "/ok"}, request=httpx.Request("GET", "https://x/a?b=+77010000000")
    )

    SINK.look_at_exchange(answer, {})

    assert [fault.rpartition(": ")[2] for fault in SINK.drain()] == ["+77010000000"]
