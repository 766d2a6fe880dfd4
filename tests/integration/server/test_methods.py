"""HEAD, OPTIONS and methods that an address does not take, alike on every route; and GET of a form's address."""

import httpx
import pytest
from sqlalchemy import func, select

from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, DemoPerson
from portal.documents.tables import Scan
from portal.kernel.ids import new_id
from portal.kernel.language import Language, split_path
from portal.messages.tables import Message
from portal.regulation.states import State
from portal.web.access import Access
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.factories.routes import in_kazakh, routes
from tests.factories.statements import statements, writing
from tests.integration.pages.test_errors import missing
from tests.integration.server.serving import running

EVERYBODY = (None, CITIZEN, CLERK, HEAD, EXECUTOR)
NEW_EACH_TIME = {"x-request-id", "set-cookie"}
TELLS_AFTER_A_WHILE = {"/health/ready", "/metrics"}
"""Their figures differ from one moment to the next."""


async def addresses(portal: Portal, cases: Cases, method: str) -> list[str]:
    application_id = await cases.at(State.ISSUED, scans=("other",))
    (scan_id,) = await portal.rows(select(Scan.id).where(Scan.owner_id == application_id))
    return sorted(
        {route.address(portal, application_id, scan_id) for route in routes(portal) if route.method == method}
    )


def headers_of(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in NEW_EACH_TIME}


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda person: person.key if person else "nobody")
async def test_head_is_get_without_a_body_and_changes_nothing(
    portal: Portal, cases: Cases, person: DemoPerson | None
) -> None:
    paths = await addresses(portal, cases, "GET")
    browser = await portal.signed_in(person) if person else portal.browser()
    plain, different = {"accept-encoding": "identity"}, {}
    for path in paths:
        with statements() as said:
            head = await browser.send("HEAD", path, headers=plain)
        assert writing(said) == [], path
        get = await browser.send("GET", path, headers=plain)
        assert head.content == b"", path
        if (head.status_code, headers_of(head)) != (get.status_code, headers_of(get)):
            different[path] = head

    assert {split_path(path)[1] for path in different} <= TELLS_AFTER_A_WHILE


async def test_head_of_a_page_tells_the_size_of_what_get_would_send(portal: Portal) -> None:
    browser = portal.browser()

    head = await browser.send("HEAD", "/en/services/housing-queue", headers={"accept-encoding": "gzip"})
    get = await browser.send("GET", "/en/services/housing-queue", headers={"accept-encoding": "gzip"})

    assert (head.headers["content-encoding"], get.headers["content-encoding"]) == ("gzip", "gzip")
    # The token for forms is another one each time, and is compressed too.
    assert abs(int(head.headers["content-length"]) - int(get.headers["content-length"])) < 100


async def test_head_marks_no_message_as_read(portal: Portal, cases: Cases) -> None:
    await cases.at(State.ISSUED)
    browser = await portal.signed_in(CITIZEN)
    unread = select(func.count()).select_from(Message).where(Message.read_at.is_(None))
    before = await portal.rows(unread)

    await browser.send("HEAD", "/cabinet/messages")
    await browser.send("HEAD", "/cabinet/messages/read")

    assert await portal.rows(unread) == before != [0]


async def test_head_on_a_socket_has_no_body_and_the_connection_goes_on(portal: Portal) -> None:
    async with running(portal.app) as served, served.client() as client:
        await client.say("HEAD /en HTTP/1.1", "host: testserver", "")
        await client.say("HEAD /static/css/kezek.css HTTP/1.1", "host: testserver", "")
        await client.say("HEAD /health/live HTTP/1.1", "host: testserver", "connection: close", "")
        heard = await client.hear()

    assert heard.count(b"HTTP/1.1 200 OK\r\n") == heard.count(b"\r\n\r\n") == 3
    assert heard.endswith(b"\r\n\r\n")


async def test_options_tells_the_methods_of_every_address(portal: Portal, cases: Cases) -> None:
    of_path: dict[str, set[str]] = {}
    some_id = new_id()
    for route in routes(portal):
        methods = {"GET", "HEAD"} if route.method == "GET" else {route.method}
        of_path.setdefault(route.address(portal, some_id, some_id), {"OPTIONS"}).update(methods)
    browser = portal.browser()
    async with missing(portal, "sessions"):  # nothing is looked up
        answers = {path: await browser.send("OPTIONS", path, headers=FROM_ELSEWHERE) for path in of_path}

    allowed = {path: set(answer.headers["allow"].split(", ")) for path, answer in answers.items()}
    assert {answer.status_code for answer in answers.values()} == {204}
    assert allowed == of_path
    named = {name for answer in answers.values() for name in answer.headers if name.startswith("access-control")}
    assert named == set()


FROM_ELSEWHERE = {
    "origin": "https://evil.example",
    "access-control-request-method": "POST",
    "cookie": "__Host-session=x",
}


async def test_options_of_what_is_not_there_is_not_found(portal: Portal) -> None:
    assert (await portal.browser().send("OPTIONS", "/nowhere")).status_code == 404


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW"])
async def test_another_method_is_refused_in_the_address_s_language(
    portal: Portal, language: Language, method: str
) -> None:
    browser = portal.browser()

    answer = await browser.send(method, language.link("/login"))

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert browser.page is not None
    assert browser.page.tree.get("lang") == language.value


async def test_no_address_takes_another_method(portal: Portal, cases: Cases) -> None:
    browser = await portal.signed_in(CITIZEN)
    paths = {*await addresses(portal, cases, "GET"), *await addresses(portal, cases, "POST")}

    assert {(await browser.send("PUT", path)).status_code for path in paths} == {405}


async def test_a_method_is_not_overridden(portal: Portal) -> None:
    browser = portal.browser()
    fields, headers = {"csrf": await browser.token(), "_method": "DELETE"}, {"x-http-method-override": "DELETE"}

    answer = await browser.send("POST", "/login?_method=DELETE", data=fields, headers=headers)

    assert answer.status_code == 422


CASE, CABINET = "/provider/applications/{}", "/cabinet/applications/{}"
PAGES_OF_FORMS = {
    "/logout": "/",
    "/cabinet/applications": "/cabinet",
    "/cabinet/messages/read": "/cabinet/messages",
    CABINET + "/documents/remove": CABINET + "/documents",
    CABINET + "/family/members": CABINET + "/family",
    CABINET + "/family/members/remove": CABINET + "/family",
    CABINET + "/request": CABINET,
    CASE + "/defects": CASE,
    CASE + "/executor": CASE,
    CASE + "/keep": CASE,
    CASE + "/notice": CASE,
    CASE + "/refusal": CASE,
    CASE + "/register": CASE,
    CASE + "/return": CASE,
    CASE + "/sign": CASE,
    CASE + "/unconfirmed": CASE,
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_form_s_address_leads_to_its_page(portal: Portal, language: Language, method: str) -> None:
    """Whoever asks: who may see the page is the page's matter."""
    number, browser = new_id(), portal.browser()
    ways = {
        language.link(form.format(number)): language.link(page.format(number)).rstrip("/") or "/"
        for form, page in PAGES_OF_FORMS.items()
    }

    answers = {form: await browser.send(method, form + "?a=1") for form in ways}

    assert {form: answer.headers.get("location") for form, answer in answers.items()} == ways
    assert {answer.status_code for answer in answers.values()} == {303}


def test_every_form_has_its_page(portal_of_all: Portal) -> None:
    """What machines post to has none."""
    looked_at = {route.path for route in in_kazakh(portal_of_all) if route.method == "GET"}
    posted = {
        route.path
        for route in in_kazakh(portal_of_all)
        if route.method == "POST" and route.path not in looked_at and route.access is not Access.MACHINE
    }

    assert {path.replace("{application_id:uuid}", "{}") for path in posted} == set(PAGES_OF_FORMS)


async def test_a_form_s_address_leads_back_after_the_session_s_end(portal: Portal, cases: Cases) -> None:
    """From the form's address by way of the log-in page to the page of the form."""
    draft = await cases.draft()
    browser = await portal.signed_in(CITIZEN)
    portal.clock.move(hours=1)

    first = await browser.get(f"/ru/cabinet/applications/{draft}/family/members")
    second = await browser.get(first.headers["location"])

    assert second.headers["location"] == f"/ru/login?next=/cabinet/applications/{draft}/family"


@pytest.mark.parametrize("number", ["x", "%D9%A1" * 32, "0" * 31 + "%0a", "%0d%0aset-cookie:%20a=b"])
async def test_the_way_to_a_form_s_page_carries_nothing_but_an_address(portal: Portal, number: str) -> None:
    answer = await portal.browser().get(f"/en/cabinet/applications/{number}/request")

    assert answer.headers.get("location", "").isascii()
    assert "set-cookie" not in answer.headers
    assert answer.status_code in (303, 404, 405)


async def test_machines_are_not_led_to_pages(portal: Portal) -> None:
    answer = await portal.browser().get("/gateway/sync-channel")

    assert (answer.status_code, answer.headers["allow"]) == (405, "OPTIONS, POST")


@pytest.mark.parametrize("path", ["/health/live", "/static/css/kezek.css", "/.well-known/jwks.json"])
async def test_what_needs_no_visitor_looks_nobody_up(portal: Portal, path: str) -> None:
    """With the cookie of a session, which browsers send to every address."""
    browser = await portal.signed_in(CITIZEN)

    with statements() as said:
        answer = await browser.get(path)

    assert (answer.status_code, said) == (200, [])
