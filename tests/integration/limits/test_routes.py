"""Costly routes: each declares its limits, and they hold."""

from typing import Any

import pytest
from litestar import Litestar, get
from sqlalchemy import func, select

from auth.limits.counting import Limit
from auth.limits.tables import Attempts
from portal.demo.people import CITIZEN, HEAD, NEIGHBOUR
from portal.documents.tables import Scan
from portal.kernel.language import Language
from portal.regulation.states import State
from portal.web import limits_table
from portal.web.access import Access, access
from portal.web.given import Passwords
from portal.web.limits import costly_routes_without_limits
from portal.web.limits_table import DOWNLOADS, REGISTRATIONS, REQUESTS, SIGNATURES, UPLOADS, WORDS, OfRoute
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.portal import Portal

PDF = {"file": ("a.pdf", b"%PDF-1.7 one page")}


def every_limit() -> list[Limit]:
    found = [value for value in vars(limits_table).values() if isinstance(value, Limit | OfRoute)]
    return [one for value in found for one in ([value] if isinstance(value, Limit) else [value.account, value.address])]


def test_every_limit_has_a_code_of_its_own_and_its_words() -> None:
    codes = [limit.code for limit in every_limit()]

    assert len(set(codes)) == len(codes) >= 14
    assert set(WORDS) == set(codes)


def test_the_figures_are_those_that_were_decided() -> None:
    figures = {limit.code: (limit.most, limit.window.total_seconds()) for limit in every_limit()}

    assert figures["log_in.iin_here"] == (5, 600)
    assert figures["log_in.address"] == (20, 600)
    assert figures["log_in.iin"] == (50, 86_400)


def test_an_address_is_given_more_than_any_one_person() -> None:
    for limits in (UPLOADS, REQUESTS, SIGNATURES, DOWNLOADS):
        assert limits.address.most >= 10 * limits.account.most


def test_a_costly_route_without_limits_is_found() -> None:
    @get("/costly", opt=access(Access.EVERYONE))
    async def costly(passwords: Passwords) -> None: ...

    @get("/cheap", opt=access(Access.EVERYONE))
    async def cheap() -> None: ...

    app = Litestar([costly, cheap], dependencies={"passwords": _nothing}, openapi_config=None)

    assert [found.split()[0] for found in costly_routes_without_limits(app)] == ["/costly"]


async def _nothing() -> Any: ...


def test_every_costly_route_of_the_portal_has_limits(portal_of_all: Portal) -> None:
    assert costly_routes_without_limits(portal_of_all.app) == []


async def used_up(portal: Portal, limit: Limit, *whom: str) -> None:
    """As if the route's limit were used up."""
    counter = portal.app.state.limiter._counter
    async with portal.parts.transactions.writing() as session:
        for _ in range(limit.most):
            await counter.take(session, [counter.of(limit, *whom)], portal.clock.now())


async def test_a_person_has_a_limit_wherever_they_are_and_others_are_not_kept_back(
    portal: Portal, cases: Cases
) -> None:
    path = f"/en/cabinet/applications/{await cases.draft()}/documents"
    await used_up(portal, UPLOADS.account, str(portal.account(CITIZEN)))
    browser, neighbour = await portal.signed_in(CITIZEN), await portal.signed_in(NEIGHBOUR)
    theirs = f"/en/cabinet/applications/{await cases.draft(NEIGHBOUR)}/documents"

    answers = [await one.post(at, {"kind": "other"}, PDF) for one, at in ((browser, path), (neighbour, theirs))]

    assert [answer.status_code for answer in answers] == [429, 303]
    assert await portal.rows(select(func.count()).select_from(Scan)) == [1]


async def test_an_address_has_a_limit_for_everybody_there(portal: Portal, cases: Cases) -> None:
    path = f"/en/cabinet/applications/{await cases.draft()}/documents"
    await used_up(portal, UPLOADS.address, "127.0.0.1")
    browser = await portal.signed_in(CITIZEN)

    assert (await browser.post(path, {"kind": "other"}, PDF)).status_code == 429


@pytest.mark.parametrize(
    ("limits", "person", "method", "state", "path"),
    [
        (REQUESTS, CITIZEN, "POST", State.DRAFT, "/cabinet/applications/{}/request"),
        (SIGNATURES, CITIZEN, "POST", State.DRAFT, "/cabinet/applications/{}/sign"),
        (SIGNATURES, HEAD, "POST", State.DRAFTED, "/provider/applications/{}/sign"),
        (DOWNLOADS, CITIZEN, "GET", State.ISSUED, "/cabinet/applications/{}/notice.pdf"),
        (DOWNLOADS, CITIZEN, "GET", State.ISSUED, "/cabinet/applications/{}/notice.p7s"),
        (DOWNLOADS, HEAD, "GET", State.DRAFTED, "/provider/applications/{}/notice.pdf"),
    ],
)
async def test_what_is_costly_is_bounded(
    portal: Portal, cases: Cases, limits: OfRoute, person: Any, method: str, state: State, path: str
) -> None:
    address = path.format(await cases.at(state))
    browser = await portal.signed_in(person)
    before = await asked(browser, method, address)

    await used_up(
        portal, Limit(limits.account.code, limits.account.most - 1, limits.account.window), str(portal.account(person))
    )

    assert (before, await asked(browser, method, address)) == (before, 429)
    assert before != 429


async def asked(browser: Browser, method: str, address: str) -> int:
    answer = await (browser.get(address) if method == "GET" else browser.post(address))
    return answer.status_code


@pytest.mark.parametrize("language", Language)
async def test_the_page_says_what_is_kept_and_until_when(portal: Portal, cases: Cases, language: Language) -> None:
    path = language.link(f"/cabinet/applications/{await cases.draft()}/documents")
    await used_up(portal, UPLOADS.account, str(portal.account(CITIZEN)))
    portal.clock.move(minutes=4, seconds=1)
    browser = await portal.signed_in(CITIZEN)

    answer = await browser.post(path, {"kind": "other"}, PDF)

    assert browser.page is not None
    assert (answer.headers["retry-after"], browser.page.heading) == ("359", portal.say("Too many requests", language))
    texts = browser.page.texts("//main//p")
    assert texts[0] == portal.say(WORDS[UPLOADS.account.code], language)
    assert texts[1].endswith("10:10")


async def test_htmx_gets_it_without_a_page_around_it(portal: Portal, cases: Cases) -> None:
    path = f"/en/cabinet/applications/{await cases.draft()}/documents"
    await used_up(portal, UPLOADS.account, str(portal.account(CITIZEN)))
    browser = await portal.signed_in(CITIZEN)

    answer = await browser.post(path, {"kind": "other"}, PDF, **{"hx-request": "true"})

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "600")
    assert answer.text.strip().startswith('<div role="alert"')
    assert portal.say(WORDS[UPLOADS.account.code], Language.ENGLISH) in answer.text


async def test_a_registration_that_is_not_taken_now_keeps_the_iin(portal: Portal) -> None:
    await used_up(portal, REGISTRATIONS, "127.0.0.1")
    browser, fields = portal.browser(), {"iin": "100701590098", "password": "тауға қарап тұрмын"}

    answer = await browser.post("/en/register", {**fields, "password_repeat": fields["password"]})

    assert browser.page is not None
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "600")
    assert browser.page.all("//input[@id='iin']/@value") == ["100701590098"]
    assert browser.page.all("//input[@type='password']/@value") == []


async def test_a_try_that_is_refused_is_counted_nowhere(portal: Portal, cases: Cases) -> None:
    """Otherwise one person's refused requests would use up the address's limit for a whole office."""
    path = f"/en/cabinet/applications/{await cases.draft()}/documents"
    await used_up(portal, UPLOADS.account, str(portal.account(CITIZEN)))
    browser = await portal.signed_in(CITIZEN)

    for _ in range(3):
        await browser.post(path, {"kind": "other"}, PDF)

    assert await portal.rows(select(Attempts.remaining)) == [0]
