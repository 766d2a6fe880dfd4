"""Every address, for everybody: generated from the application's own routes (security notes, checks 16, 17, 20, 21)."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from portal.demo.people import (
    CITIZEN,
    CLERK,
    EXECUTOR,
    HEAD,
    NEIGHBOUR,
    OTHER_CLERK,
    OTHER_EXECUTOR,
    OTHER_HEAD,
    SECOND_EXECUTOR,
    DemoPerson,
)
from portal.documents.tables import Scan
from portal.kernel.language import Language, split_path
from portal.providers.tables import Role
from portal.regulation.states import State
from portal.web.access import Access, routes_without_access
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.factories.routes import Route, in_kazakh, routes
from tests.factories.statements import statements, writing

OPEN, HIDDEN, LOG_IN = "open", "not found", "log in first"
EVERYBODY = (
    None,
    CITIZEN,
    NEIGHBOUR,
    CLERK,
    HEAD,
    EXECUTOR,
    SECOND_EXECUTOR,
    OTHER_CLERK,
    OTHER_HEAD,
    OTHER_EXECUTOR,
)
NOT_OF_A_DRAFT = {"/status", "/notice.pdf", "/notice.p7s"}
ROLES = {
    Access.CLERK: {Role.CLERK},
    Access.HEAD: {Role.HEAD},
    Access.EXECUTOR: {Role.EXECUTOR},
    Access.STAFF: set(Role),
}


def expected(route: Route, person: DemoPerson | None, state: State) -> str:
    """What the route's declared access, and the application's owner and provider, lead to."""
    if route.access in (Access.EVERYONE, Access.MACHINE, Access.MONITOR):  # the tests come from this machine
        return OPEN
    if person is None:
        return LOG_IN
    if route.access is Access.CITIZEN:
        there = state is not State.DRAFT or not route.path.endswith(tuple(NOT_OF_A_DRAFT))
        return OPEN if not route.of_an_application or (person is CITIZEN and there) else HIDDEN
    if person.role not in ROLES[route.access]:
        return HIDDEN
    if route.of_a_position:
        return OPEN if person is CLERK else HIDDEN
    sent_to_them = person in (CLERK, HEAD, EXECUTOR) and state is not State.DRAFT
    return OPEN if not route.of_an_application or sent_to_them else HIDDEN


def found(answer: httpx.Response) -> str:
    if answer.status_code == 303 and answer.headers["location"].startswith("/login"):
        return LOG_IN
    if answer.status_code == 404:
        return HIDDEN
    # A gateway's fault is a 500 by its own protocol.
    failed = answer.status_code >= 500 and "xml" not in answer.headers["content-type"]
    return f"failed with {answer.status_code}" if failed or answer.status_code == 403 else OPEN


async def ask(browser: Browser, route: Route, address: str, scan_id: UUID) -> httpx.Response:
    if route.method == "POST":
        return await browser.post(address, {"scan": str(scan_id)})
    return await browser.send(route.method, address)


async def matrix(
    portal: Portal, people: tuple[DemoPerson | None, ...], application_id: UUID
) -> dict[tuple[str, str, str], str]:
    (scan_id,) = await portal.rows(select(Scan.id).where(Scan.owner_id == application_id))
    answers = {}
    for person in people:
        browser = await portal.signed_in(person) if person else portal.browser()
        # Looks first, then acts, and last the one that ends the session.
        for route in sorted(in_kazakh(portal), key=lambda route: (route.path == "/logout", route.method == "POST")):
            answer = await ask(browser, route, route.address(portal, application_id, scan_id), scan_id)
            answers[route.method, route.path, person.key if person else "nobody"] = found(answer)
    return answers


def every_expectation(
    portal: Portal, people: tuple[DemoPerson | None, ...], state: State
) -> dict[tuple[str, str, str], str]:
    return {
        (route.method, route.path, person.key if person else "nobody"): expected(route, person, state)
        for person in people
        for route in in_kazakh(portal)
    }


@pytest.mark.clause("R-7.1")
async def test_everybody_finds_what_is_theirs_and_nothing_else(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.ISSUED, scans=("other",))

    answers = await matrix(portal, EVERYBODY, application_id)

    assert answers == every_expectation(portal, EVERYBODY, State.ISSUED)


async def test_a_draft_is_its_owner_s_alone(portal: Portal, cases: Cases) -> None:
    people = (None, CITIZEN, NEIGHBOUR, CLERK, HEAD)
    application_id = await cases.ready(scans=("other",))

    answers = await matrix(portal, people, application_id)

    assert answers == every_expectation(portal, people, State.DRAFT)


async def test_a_stranger_s_file_is_not_found_by_its_id(portal: Portal, cases: Cases) -> None:
    """The application is mine, the scan is another's."""
    theirs, mine = await cases.ready(scans=("other",)), await cases.ready(NEIGHBOUR, scans=("other",))
    (scan_id,) = await portal.rows(select(Scan.id).where(Scan.owner_id == theirs))
    browser = await portal.signed_in(NEIGHBOUR)

    assert (await browser.get(f"/cabinet/applications/{mine}/documents/{scan_id}")).status_code == 404
    answer = await browser.post(f"/cabinet/applications/{mine}/documents/remove", {"scan": str(scan_id)})
    assert answer.status_code == 303
    assert list(await portal.rows(select(Scan.id).where(Scan.owner_id == theirs))) == [scan_id]


def test_every_route_declares_for_whom_it_is(portal_of_all: Portal) -> None:
    assert routes_without_access(portal_of_all.app) == []


def test_every_page_has_the_same_address_in_each_language(portal_of_all: Portal) -> None:
    addresses: dict[Language, set[tuple[str, str, Access]]] = {language: set() for language in Language}
    for route in routes(portal_of_all):
        language, path = split_path(route.path)
        if not path.startswith(("/static", "/health", "/metrics", "/gateway", "/.well-known")):
            addresses[language].add((route.method, path, route.access))

    assert addresses == dict.fromkeys(Language, addresses[Language.KAZAKH])


@pytest.mark.parametrize("person", [CITIZEN, CLERK, HEAD, EXECUTOR], ids=lambda person: person.key)
async def test_nothing_is_changed_without_a_token_of_the_page(portal: Portal, cases: Cases, person: DemoPerson) -> None:
    application_id = await cases.at(State.EXAMINED, scans=("other",))
    (scan_id,) = await portal.rows(select(Scan.id))
    browser, other = await portal.signed_in(person), await portal.signed_in(NEIGHBOUR)
    token, others = await browser.token(), await other.token()
    ways: tuple[dict[str, Any], ...] = (
        {"data": {}},
        {"data": {"csrf": others}},
        {"data": {"csrf": token}, "headers": {"sec-fetch-site": "cross-site"}},
        {"data": {"csrf": token}, "headers": {"origin": "https://evil.example"}},
        {"content": f"csrf={token}".encode(), "headers": {"content-type": "text/plain"}},
    )
    theirs = [
        route
        for route in in_kazakh(portal)
        if route.method == "POST"
        and route.access is not Access.MACHINE
        and expected(route, person, State.EXAMINED) is OPEN
    ]

    with statements() as said:
        answers = {
            (route.path, index): (
                await browser.send("POST", route.address(portal, application_id, scan_id), **way)
            ).status_code
            for route in theirs
            for index, way in enumerate(ways)
        }

    assert answers == dict.fromkeys(answers, 403)
    assert len(answers) == len(theirs) * 5 >= 25
    assert writing(said) == []


@pytest.mark.parametrize("person", [CITIZEN, CLERK, HEAD, EXECUTOR], ids=lambda person: person.key)
async def test_looking_changes_nothing(portal: Portal, cases: Cases, person: DemoPerson) -> None:
    application_id = await cases.at(State.DRAFTED, scans=("other",))
    (scan_id,) = await portal.rows(select(Scan.id))
    browser = await portal.signed_in(person)
    looks = [route for route in in_kazakh(portal) if route.method == "GET"]

    with statements() as said:
        for route in looks:
            await browser.get(route.address(portal, application_id, scan_id))

    assert writing(said) == []
