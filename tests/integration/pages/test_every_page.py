"""Every page in every language: each is well made (the browser sees to that), its links and forms lead somewhere."""

import re

import pytest
from litestar.handlers import HTTPRouteHandler

from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, SECOND_EXECUTOR, DemoPerson
from portal.kernel.language import Language, split_path
from portal.providers.tables import Role
from portal.regulation.states import State
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.crawl import crawl
from tests.factories.page_checks import Page
from tests.factories.portal import Portal

NOT_LINKED = {
    "/cabinet/applications/{application_id:uuid}/sent",
    "/register/done",
    "/welcome",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/.well-known/jwks.json",
    "/static/{file_path:path}",
}
"""Reached by a form, by nobody's link, or by machines."""


def patterns(portal: Portal, method: str) -> dict[str, re.Pattern[str]]:
    """The application's addresses for a method, and what they match."""
    return {
        route.path: re.compile(re.sub(r"\\\{\w+:\w+\\\}", "[^/]+", re.escape(route.path)))
        for route in portal.app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler) and method in handler.http_methods
    }


async def whole_site(portal: Portal, cases: Cases) -> dict[str, dict[str, tuple[int, Page | None]]]:
    """What everybody can reach, once there is something of everything."""
    of_each = {state: await cases.at(state, scans=("other",)) for state in State}
    returned = await cases.at(State.DRAFTED, scans=("other",))
    await (await portal.at_work(HEAD)).post(f"/provider/applications/{returned}/return", {"remark": "Қараңыз"})
    portal.clock.move(minutes=5)
    found = {"nobody": await crawl(portal.browser(), "/")}
    # Only who holds several positions has links to the desk of each.
    await portal.appoint(SECOND_EXECUTOR, Role.CLERK, "baiterek")
    for person in (CLERK, HEAD, EXECUTOR, SECOND_EXECUTOR):
        found[person.key] = await crawl(await portal.signed_in(person), "/")
    # A form, not a link, leads to where a request is signed.
    found["citizen"] = await crawl(
        await portal.signed_in(CITIZEN), "/", f"/cabinet/applications/{of_each[State.DRAFT]}/sign"
    )
    return found


async def test_every_page_can_be_reached_and_every_link_and_form_leads_somewhere(portal: Portal, cases: Cases) -> None:
    site = await whole_site(portal, cases)

    broken = {
        (who, path): status for who, found in site.items() for path, (status, _) in found.items() if status >= 400
    }
    assert broken == {}
    pages = [(path, page) for found in site.values() for path, (_, page) in found.items() if page]
    posts = patterns(portal, "POST").values()
    nowhere = {
        action for _, page in pages for action in page.actions if not any(one.fullmatch(action) for one in posts)
    }
    assert nowhere == set()
    reached = {path.partition("?")[0].rstrip("/") or "/" for found in site.values() for path in found}
    unseen = {
        route for route, one in patterns(portal, "GET").items() if not any(one.fullmatch(path) for path in reached)
    }
    assert {split_path(route)[1] for route in unseen} == NOT_LINKED
    counted = [split_path(path)[0] for path, _ in pages]
    assert {counted.count(language) for language in Language} == {len(pages) // len(Language)}


async def test_every_file_a_page_asks_for_is_there(portal: Portal, cases: Cases) -> None:
    browser, wanted = await portal.signed_in(CITIZEN), set()
    draft = await cases.draft()
    for path in ("/", f"/cabinet/applications/{draft}/documents", f"/cabinet/applications/{draft}/sections/person"):
        page = await browser.open(path)
        wanted |= {link for link in page.links if link.startswith("/static/")}

    answers = {address: await browser.get(address) for address in wanted}

    assert {answer.status_code for answer in answers.values()} == {200}
    kept = {frozenset(answer.headers["cache-control"].split(", ")) for answer in answers.values()}
    assert kept == {frozenset({"public", "max-age=31536000", "immutable"})}
    assert len(wanted) >= 4


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", ["/register/done", "/cabinet", "/cabinet/messages", "/services/housing-queue?a=1"])
async def test_the_same_page_is_offered_in_each_language(portal: Portal, language: Language, path: str) -> None:
    page = await (await portal.signed_in(CITIZEN)).open(language.link(path))

    assert page.all("//nav[@class='languages']//a/@href") == [one.link(path) for one in Language]
    assert page.all("//nav[@class='languages']//a[@aria-current]/@lang") == [language.value]


async def refused(browser: Browser, path: str, data: dict[str, str]) -> Page:
    answer = await browser.post(path, data)
    assert answer.status_code == 422
    assert browser.page is not None
    return browser.page


@pytest.mark.parametrize("language", Language)
async def test_a_refused_form_leads_to_its_own_page_in_each_language(
    portal: Portal, cases: Cases, language: Language
) -> None:
    """Some forms are posted to an address that has no page of its own."""
    draft, registered = await cases.draft(), await cases.at(State.REGISTERED)
    examined, drafted = await cases.at(State.EXAMINED), await cases.at(State.DRAFTED)
    forms: list[tuple[DemoPerson, str, dict[str, str]]] = [
        (CITIZEN, f"/cabinet/applications/{draft}/sections/person", {}),
        (CITIZEN, f"/cabinet/applications/{draft}/family", {}),
        (CITIZEN, f"/cabinet/applications/{draft}/family/members", {}),
        (CITIZEN, f"/cabinet/applications/{draft}/documents", {}),
        (HEAD, f"/provider/applications/{registered}/executor", {}),
        (EXECUTOR, f"/provider/applications/{examined}/refusal", {}),
        (EXECUTOR, f"/provider/applications/{examined}/defects", {}),
        (HEAD, f"/provider/applications/{drafted}/return", {}),
        (HEAD, f"/provider/applications/{drafted}/sign", {}),
    ]
    for person, path, data in forms:
        browser = await portal.at_work(person)
        page = await refused(browser, language.link(path), data)
        links = [str(link) for link in page.all("//nav[@class='languages']//a/@href")]

        assert [(await browser.get(link)).status_code for link in links] == [200] * len(Language), path
        assert page.text("//title").startswith(portal.say("Error:", language)), path


async def test_a_citizen_s_name_is_masked_and_an_official_s_is_shown(portal: Portal) -> None:
    citizen, clerk = await portal.signed_in(CITIZEN), await portal.signed_in(CLERK)
    named = [(await one.open("/services/housing-queue")).text("//*[@class='account-name']") for one in (citizen, clerk)]

    assert named == [portal.say("Signed in as: %(name)s", name=name) for name in ("····0022", CLERK.full_name)]
