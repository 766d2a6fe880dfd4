"""Pages of errors keep the menu and the languages, and lead on: to the case, the visitor's own pages, the service."""

from collections.abc import Callable

import pytest

from portal.demo.people import CITIZEN, CLERK, DemoPerson
from portal.kernel.ids import new_id
from portal.kernel.language import Language
from portal.regulation.states import State
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.pages.test_errors import heading, missing, paragraphs, ways
from tests.integration.pages.test_overload import taking

SERVICE = "/en/services/housing-queue"
UNTOUCHED = "Nothing happened to your data."
NOT_SAVED = "What you have just sent is not saved."


def menu(browser: Browser) -> list[str]:
    assert browser.page is not None
    return [str(href) for href in browser.page.all("//nav[@class='places']//a/@href")]


def languages(browser: Browser) -> list[str]:
    assert browser.page is not None
    return [str(href) for href in browser.page.all("//nav[@class='languages']//a/@href")]


async def test_a_stranger_is_led_to_the_service_and_to_log_in(portal: Portal) -> None:
    browser = portal.browser()

    await browser.get("/en/nowhere")

    assert ways(browser) == [SERVICE, "/en/login"]
    assert menu(browser) == [SERVICE, "/en/login", "/en/register"]
    assert paragraphs(browser)[0] == UNTOUCHED


@pytest.mark.parametrize(("person", "own"), [(CITIZEN, ["/cabinet", "/cabinet/messages"]), (CLERK, ["/provider"])])
@pytest.mark.parametrize("path", ["/en/nowhere", "/en/cabinet/nowhere", "/en/cabinet/applications/{}"])
async def test_whoever_is_signed_in_keeps_the_menu(
    portal: Portal, person: DemoPerson, own: list[str], path: str
) -> None:
    """On an address without a route too, which no middleware sees."""
    browser = await portal.signed_in(person)

    answer = await browser.get(path.format(new_id()))

    assert answer.status_code == 404
    assert menu(browser) == [SERVICE, *(f"/en{one}" for one in own)]
    assert ways(browser) == [f"/en{own[0]}", SERVICE]
    assert browser.page is not None
    assert browser.page.all("//form[@action='/en/logout']")


@pytest.mark.parametrize(
    ("path", "same"),
    [
        ("/nowhere?page=2", "/nowhere?page=2"),
        ("/%D3%99?a=%26", "/%D3%99?a=%26"),
        ("//evil.example/x", "/evil.example/x"),
        ("/%5C/evil.example", "/evil.example"),
        ("/what%3Fever", "/what%3Fever"),
    ],
)
async def test_the_page_can_be_read_in_every_language(portal: Portal, path: str, same: str) -> None:
    """Its links lead to the same address, and to no other host."""
    browser = portal.browser()

    await browser.get(f"https://testserver{path}")

    assert languages(browser) == [language.link(same) for language in Language]
    for address in languages(browser):
        assert (await browser.get(address)).status_code == 404


@pytest.mark.parametrize(
    ("person", "state", "path", "case", "own"),
    [
        (CITIZEN, State.DELIVERED, "/cabinet/applications/{}/sections/person", "/cabinet/applications/{}", "/cabinet"),
        (CLERK, State.REGISTERED, "/provider/applications/{}/register", "/provider/applications/{}", "/provider"),
    ],
)
async def test_a_stale_press_leads_to_the_case(
    portal: Portal, cases: Cases, person: DemoPerson, state: State, path: str, case: str, own: str
) -> None:
    application_id = await cases.at(state)
    browser = await portal.signed_in(person)

    answer = await browser.post("/en" + path.format(application_id), {"phone": "+7 701 000 00 00"})

    assert (answer.status_code, heading(browser)) == (409, "This has been changed meanwhile")
    assert paragraphs(browser)[0] == NOT_SAVED
    assert ways(browser) == ["/en" + case.format(application_id), "/en" + own, SERVICE]
    assert (await browser.get(ways(browser)[0])).status_code == 200


@pytest.mark.parametrize(
    ("person", "path", "own"), [(CITIZEN, "/en/cabinet?page=2", "/en/cabinet"), (CLERK, "/en/provider", "/en/provider")]
)
async def test_a_database_that_is_away_takes_the_menu_with_it_but_not_the_way_on(
    portal: Portal, person: DemoPerson, path: str, own: str
) -> None:
    browser = await portal.signed_in(person)

    with taking(portal, 0):
        answer = await browser.get(path)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert menu(browser) == [SERVICE, own]
    assert ways(browser) == [own, SERVICE, "tel:1414"]
    assert browser.page is not None
    assert browser.page.all("//main//a[@class='button button-primary']/@href") == [path]
    assert paragraphs(browser)[-1] == f"Error number: {answer.headers['x-request-id']}"


async def without_the_database(portal: Portal, browser: Browser, path: str) -> int:
    with taking(portal, 0):
        return (await browser.get(path)).status_code


async def without_its_table(portal: Portal, browser: Browser, path: str) -> int:
    async with missing(portal, "sessions"):
        return (await browser.get(path)).status_code


@pytest.mark.parametrize("asked", [without_the_database, without_its_table])
async def test_an_address_without_a_route_is_not_found_whatever_the_database_does(
    portal: Portal, asked: Callable[..., int]
) -> None:
    browser = await portal.signed_in(CITIZEN)

    assert await asked(portal, browser, "/en/nowhere") == 404  # type: ignore[misc]
    assert menu(browser) == [SERVICE, "/en/cabinet"]


async def test_what_fails_on_our_side_keeps_what_the_request_knew(portal: Portal, cases: Cases) -> None:
    """The visitor was found before, and nothing more is asked of the database."""
    application_id, browser = await cases.at(State.SENT), await portal.signed_in(CITIZEN)
    path = f"/en/cabinet/applications/{application_id}"

    async with missing(portal, "journal"):
        await browser.get(f"{path}/status")

    assert menu(browser) == [SERVICE, "/en/cabinet", "/en/cabinet/messages"]
    assert ways(browser) == [path, "/en/cabinet", SERVICE, "tel:1414"]
    assert paragraphs(browser)[0] == "What you saved before is still there."


@pytest.mark.parametrize("status", [403, 404, 409, 413])
async def test_htmx_gets_no_page_to_put_into_a_page(portal: Portal, cases: Cases, status: int) -> None:
    """An error used to be put whole into the line that tells when the draft was saved."""
    draft, sent = await cases.draft(), await cases.at(State.SENT)
    asked = {
        403: (draft, {"csrf": "stale"}),
        404: (new_id(), {}),
        409: (sent, {}),
        413: (draft, {"phone": "1" * 70_000}),
    }
    application_id, fields = asked[status]
    browser = await portal.signed_in(CITIZEN)
    path = f"/en/cabinet/applications/{application_id}/sections/person"

    answer = await browser.post(path, {"phone": "+7 701 000 00 00", **fields}, None, **{"hx-request": "true"})

    assert answer.status_code == status
    assert answer.text.startswith(f'<div role="alert" data-state="{status}">')
    assert f"<p>{NOT_SAVED}</p>" in answer.text
