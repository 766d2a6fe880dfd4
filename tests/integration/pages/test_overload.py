"""While the database takes nothing, every page says so, when to come back, and whether what was sent is saved."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from portal.database.transactions import Transactions
from portal.database.unavailable import DatabaseUnavailable
from portal.demo.people import CITIZEN, CLERK, HEAD, PASSWORD
from portal.kernel.language import Language
from portal.regulation.states import State
from tests.factories.answers import CONSENT
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.pages.test_form import answers_of

NOT_NOW = "The portal cannot do this right now"
LATER = "Try again in a few seconds."
KEPT = "What you saved before is still there."
NOT_SAVED = "What you have just sent is not saved. Go back and send it again."
IN_DOUBT = "What you have just sent may have been saved. Look before you send it again."
FRAGMENT = {"hx-request": "true"}
PDF = {"file": ("a.pdf", b"%PDF-1.7 one page")}


@contextmanager
def taking(portal: Portal, most: int) -> Iterator[None]:
    """The portal's database begins so many transactions, and no more."""
    transactions: Transactions = portal.app.dependencies["transactions"].dependency()  # type: ignore[union-attr]
    begin, begun = transactions._open, 0

    async def begin_some(session: object) -> None:
        nonlocal begun
        begun += 1
        if begun > most:
            raise DatabaseUnavailable
        await begin(session)  # type: ignore[arg-type]

    transactions._open = begin_some  # type: ignore[method-assign]
    try:
        yield
    finally:
        del transactions._open


def said(browser: Browser) -> list[str]:
    """The heading and what stands under it, without the advice and the number of the error."""
    assert browser.page is not None
    return [browser.page.heading, *browser.page.texts("//main//p[not(ancestor::ul)]")[:-2]]


async def answers_while_fewer_are_taken(portal: Portal, browser: Browser, method: str, *asked: object) -> list[str]:
    """The request is sent anew until it has all the transactions it needs; what was said of each one before."""
    told: list[str] = []
    fields = {"csrf": await browser.token()}
    path, data, files = asked
    for most in range(20):
        given = {} if method == "GET" else {"data": {**fields, **data}, "files": files}  # type: ignore[dict-item]
        with taking(portal, most):
            answer = await browser.send(method, path, **given)  # type: ignore[arg-type]
        if answer.status_code != 503:
            assert answer.status_code < 500
            return told
        assert answer.headers["retry-after"] == "5"
        told.append(said(browser)[-1])
    pytest.fail("twenty transactions are not enough")


@pytest.mark.parametrize("language", Language)
async def test_a_page_says_it_in_its_language(portal: Portal, language: Language) -> None:
    browser = await portal.signed_in(CITIZEN)

    with taking(portal, 0):
        answer = await browser.get(language.link("/cabinet"))

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert said(browser) == [portal.say(NOT_NOW, language)]


@pytest.mark.parametrize("language", Language)
async def test_what_was_sent_is_said_not_to_be_saved(portal: Portal, cases: Cases, language: Language) -> None:
    path = language.link(f"/cabinet/applications/{await cases.draft()}/sections/person")
    browser, before = await portal.signed_in(CITIZEN), await answers_of(portal)
    await browser.token()

    for most in (0, 1):
        with taking(portal, most):
            answer = await browser.post(path, {"phone": "+7 701 000 00 00"})
        assert answer.status_code == 503
        assert said(browser) == [portal.say(text, language) for text in (NOT_NOW, NOT_SAVED)]

    assert await answers_of(portal) == before


async def test_htmx_gets_it_without_a_page_around_it(portal: Portal, cases: Cases) -> None:
    path = f"/en/cabinet/applications/{await cases.draft()}/sections/person"
    browser = await portal.signed_in(CITIZEN)
    await browser.token()

    with taking(portal, 1):
        answer = await browser.post(path, {"phone": "+7 701 000 00 00"}, None, **FRAGMENT)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert paragraphs(answer)[:3] == [NOT_NOW, NOT_SAVED, LATER]


def paragraphs(answer: httpx.Response) -> list[str]:
    part = answer.text.strip().removeprefix('<div role="alert" data-state="503">').removesuffix("</div>")
    return [line.removeprefix("<p>").removesuffix("</p>") for line in part.split("\n") if line]


async def test_what_is_committed_before_the_rest_fails_is_not_denied(portal: Portal, cases: Cases) -> None:
    """Whether it says "not saved" is compared with what the database holds."""
    base = f"/en/cabinet/applications/{await cases.draft()}"
    browser = await portal.signed_in(CITIZEN)
    await browser.token()

    for most in range(10):
        answered = {"phone": f"+7 701 000 01 0{most}", "changes": str(most + 1), "page": "one"}
        with taking(portal, most):
            answer = await browser.post(f"{base}/sections/person", answered, None, **FRAGMENT)
        saved = (await answers_of(portal)).get("phone", "").replace(" ", "").endswith(f"10{most}")  # type: ignore[attr-defined]
        if answer.status_code == 200:
            assert saved
            return
        assert (answer.status_code, paragraphs(answer)[1]) == (503, IN_DOUBT if saved else NOT_SAVED)
    pytest.fail("it was never taken")


async def test_a_stranger_s_press_fails_nowhere(portal: Portal) -> None:
    browser = portal.browser()
    account = {"iin": "100701590098", "password": "тауға қарап тұрмын", "password_repeat": "тауға қарап тұрмын"}

    told = [
        await answers_while_fewer_are_taken(portal, browser, "POST", "/en/register", account, None),
        await answers_while_fewer_are_taken(
            portal, browser, "POST", "/en/login", {"iin": CITIZEN.iin, "password": PASSWORD}, None
        ),
    ]

    assert told == [[NOT_SAVED, NOT_SAVED], [NOT_SAVED, NOT_SAVED]]


@pytest.mark.parametrize(
    ("person", "state", "path", "data", "files"),
    [
        (CITIZEN, State.DRAFT, "/en/cabinet/applications/{}/sections/consent", CONSENT, None),
        (CITIZEN, State.DRAFT, "/en/cabinet/applications/{}/documents", {"kind": "other"}, PDF),
        (CITIZEN, State.DRAFT, "/en/cabinet/applications/{}/request", {}, None),
        (CITIZEN, State.ISSUED, "/en/cabinet/applications", {}, None),
        (CITIZEN, State.DRAFT, "/en/logout", {}, None),
        (CLERK, State.DELIVERED, "/en/provider/applications/{}/register", {}, None),
        (HEAD, State.DRAFTED, "/en/provider/applications/{}/sign", {}, {"signature": ("a.p7s", b"none")}),
    ],
)
async def test_a_press_fails_nowhere(
    portal: Portal, cases: Cases, person: object, state: State, path: str, data: object, files: object
) -> None:
    address, browser = path.format(await cases.at(state)), await portal.signed_in(person)  # type: ignore[arg-type]

    told = await answers_while_fewer_are_taken(portal, browser, "POST", address, data, files)

    assert len(told) >= 2
    assert told[0] == NOT_SAVED
    assert set(told) <= {NOT_SAVED, IN_DOUBT}


@pytest.mark.parametrize(
    ("person", "path"),
    [
        (CITIZEN, "/en/cabinet"),
        (CITIZEN, "/en/cabinet/messages"),
        (CITIZEN, "/en/cabinet/applications/{}"),
        (CITIZEN, "/en/cabinet/applications/{}/notice.pdf"),
        (HEAD, "/en/provider"),
        (HEAD, "/en/provider/applications/{}"),
    ],
)
async def test_a_page_fails_nowhere(portal: Portal, cases: Cases, person: object, path: str) -> None:
    address = path.format(await cases.at(State.ISSUED))
    browser = await portal.signed_in(person)  # type: ignore[arg-type]

    told = await answers_while_fewer_are_taken(portal, browser, "GET", address, None, None)

    assert told[0] == NOT_NOW
    assert set(told) <= {NOT_NOW, KEPT}
