"""Whoever is not signed in, or not any more, is led to log in and back, and to no other address."""

import httpx
import pytest

from portal.demo.people import CITIZEN
from tests.factories.portal import Portal
from tests.integration.pages.test_errors import SECTION


async def ended(portal: Portal, method: str, path: str) -> httpx.Response:
    """What htmx is answered when the session has ended under an open page."""
    browser = await portal.signed_in(CITIZEN)
    portal.clock.move(hours=1)
    return await browser.send(method, path, headers={"hx-request": "true"})


@pytest.mark.parametrize(
    ("method", "path", "redirect"),
    [
        ("GET", "/cabinet", "/login?next=/cabinet"),
        ("GET", "/ru/cabinet/messages", "/ru/login?next=/cabinet/messages"),
        ("GET", "/en" + SECTION + "person", "/en/login?next=" + SECTION + "person"),
        ("POST", "/en" + SECTION + "person", "/en/login"),
        ("POST", "/cabinet/applications", "/login"),
    ],
)
async def test_htmx_is_told_to_go_to_log_in_when_the_session_is_over(
    portal: Portal, method: str, path: str, redirect: str
) -> None:
    answer = await ended(portal, method, path)

    assert (answer.status_code, answer.headers["hx-redirect"], answer.content) == (204, redirect, b"")


@pytest.mark.parametrize(
    "code", ["%D3%99", "%0d%0aset-cookie:%20x=1", "a%26next=//evil.example", "%22%3E%3Cb%3E", "%00"]
)
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
async def test_the_way_to_log_in_carries_nothing_but_an_address(
    portal: Portal, code: str, headers: dict[str, str]
) -> None:
    browser = portal.browser()

    answer = await browser.send("GET", SECTION + code, headers=headers)

    assert answer.status_code in (204, 303, 400, 404)
    target = answer.headers.get("hx-redirect") or answer.headers.get("location") or "/login"
    assert target.startswith("/login")
    assert target.isascii()
    assert "set-cookie" not in answer.headers
    form = await browser.open(target)
    assert str(form.all("//input[@name='next']/@value")[0])[:2] in ("", "/c")


@pytest.mark.parametrize(
    ("current", "redirect"),
    [
        ("https://testserver/en" + SECTION + "person", "/en/login?next=" + SECTION + "person"),
        ("https://testserver/en" + SECTION + "person?a=1#b", "/en/login?next=" + SECTION + "person"),
        ("https://evil.example//evil", "/en/login"),
        ("https://[broken", "/en/login"),
        ("", "/en/login"),
    ],
)
async def test_htmx_leads_back_to_the_page_that_was_being_filled_in(
    portal: Portal, current: str, redirect: str
) -> None:
    """Another address may be named in the header; the log-in page takes none but the portal's own."""
    headers = {"hx-request": "true", "hx-current-url": current}
    browser = await portal.signed_in(CITIZEN)
    portal.clock.move(hours=1)

    answer = await browser.send("POST", "/en" + SECTION + "person", headers=headers)

    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, redirect)
