"""What changes something must come from a page of ours, shown to the same browser (security notes, check 20)."""

from collections.abc import Mapping

import pytest
from sqlalchemy import func, select

from auth.sessions.tables import Session
from portal.applications.tables import Application
from portal.demo.people import CITIZEN, NEIGHBOUR
from portal.kernel.language import Language
from tests.factories.browser import ORIGIN, Browser
from tests.factories.log_in import log_in
from tests.factories.portal import Portal

START = "/cabinet/applications"
SAYS = "This page is out of date"


async def started(portal: Portal) -> int:
    (count,) = await portal.rows(select(func.count()).select_from(Application))
    return int(count)


async def refused(browser: Browser, data: Mapping[str, str], **headers: str) -> bool:
    """Whether the post got a 403 page that says what to do."""
    answer = await browser.send("POST", f"/en{START}", data=data, headers=headers)
    assert answer.status_code in (303, 403)
    if answer.status_code == 303:
        return False
    assert browser.page is not None
    assert browser.page.heading == SAYS
    return True


@pytest.mark.parametrize("token", [None, "", "0" * 64, "ә" * 64, "\x7f"])
async def test_a_post_without_its_token_is_refused(portal: Portal, token: str | None) -> None:
    browser = await portal.signed_in(CITIZEN)

    assert await refused(browser, {} if token is None else {"csrf": token})
    assert await started(portal) == 0


async def test_a_token_of_another_session_is_refused(portal: Portal) -> None:
    browser, other = await portal.signed_in(CITIZEN), await portal.signed_in(NEIGHBOUR)
    same_person = await portal.signed_in(CITIZEN)

    for stranger in (other, same_person):
        assert await refused(browser, {"csrf": await stranger.token()})
    assert await started(portal) == 0


async def test_a_token_from_before_log_in_is_refused_after_it(portal: Portal) -> None:
    browser = portal.browser()
    before = await browser.token()
    await log_in(browser, CITIZEN)

    assert await refused(browser, {"csrf": before})
    assert await started(portal) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": ORIGIN},
        {"origin": "https://evil.example"},
        {"origin": "https://testserver.evil.example"},
        {"origin": "https://testserver:8443"},
        {"origin": "null"},
        {"origin": ""},
    ],
)
async def test_a_post_from_elsewhere_is_refused_though_its_token_is_right(
    portal: Portal, headers: dict[str, str]
) -> None:
    browser = await portal.signed_in(CITIZEN)

    assert await refused(browser, {"csrf": await browser.token()}, **headers)
    assert await started(portal) == 0


@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": ORIGIN}]
)
async def test_a_post_from_a_page_of_ours_is_taken(portal: Portal, headers: dict[str, str]) -> None:
    browser = await portal.signed_in(CITIZEN)

    assert not await refused(browser, {"csrf": await browser.token()}, **headers)
    assert await started(portal) == 1


async def test_the_token_may_come_in_a_header(portal: Portal) -> None:
    browser = await portal.signed_in(CITIZEN)

    assert not await refused(browser, {}, **{"x-csrf-token": await browser.token()})


async def test_a_token_in_a_body_that_no_form_sends_is_not_read(portal: Portal) -> None:
    """A form elsewhere can post text/plain without asking."""
    browser = await portal.signed_in(CITIZEN)
    token = await browser.token()

    answers = [
        await browser.send("POST", START, content=body.encode(), headers={"content-type": kind})
        for kind, body in (("text/plain", f"csrf={token}"), ("application/json", f'{{"csrf": "{token}"}}'))
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert await started(portal) == 0


@pytest.mark.parametrize("language", Language)
async def test_the_refusal_says_in_the_page_s_language_what_to_do(portal: Portal, language: Language) -> None:
    browser = portal.browser()
    await browser.open(language.link("/login"))

    answer = await browser.send("POST", language.link("/login"), data={"iin": CITIZEN.iin})

    assert browser.page is not None
    assert (answer.status_code, browser.page.heading) == (403, portal.say(SAYS, language))


async def test_nobody_is_signed_in_by_a_form_from_elsewhere(portal: Portal) -> None:
    """Log-in has its token too: else a stranger could sign a person in under the stranger's name."""
    browser, other = portal.browser(), portal.browser()
    await browser.open("/login")

    answer = await browser.send("POST", "/login", data={"iin": CITIZEN.iin, "csrf": await other.token()})

    assert (answer.status_code, await portal.rows(select(Session.id_hash))) == (403, [])


async def test_nobody_is_signed_out_by_a_link(portal: Portal) -> None:
    browser = await portal.signed_in(CITIZEN)

    answer = await browser.get("/logout")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await browser.get("/cabinet")).status_code == 200
