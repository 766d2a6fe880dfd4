"""The page after sending: sent, being checked or refused, and the same however often it is opened (R-10.6, R-10.7)."""

from uuid import UUID

import pytest

from auth.signatures import Code, Invalid, Valid
from portal.demo.people import CITIZEN, NEIGHBOUR
from portal.kernel.language import Language
from portal.regulation.states import State
from portal.signing.find import newest_signature
from portal.wiring.signatures import REQUEST, settle
from tests.factories.cases import Cases
from tests.factories.page_checks import Page
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant

FRAGMENT = {"hx-request": "true"}


async def opened(portal: Portal, application_id: UUID, language: Language = Language.ENGLISH) -> Page:
    return await (await portal.at_work(CITIZEN)).open(language.link(f"/cabinet/applications/{application_id}/sent"))


@pytest.mark.clause("R-10.8")
@pytest.mark.clause("S-9.2")
@pytest.mark.clause("S-4.1")
@pytest.mark.parametrize("language", Language)
async def test_it_says_that_it_is_done_and_what_happens_next_by_when(
    portal: Portal, cases: Cases, language: Language
) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    await citizen.send(await citizen.sign())

    page = await opened(portal, UUID(citizen.application_id), language)

    done = portal.say("Your application is sent", language)
    assert (page.heading, page.text("//title").startswith(done)) == (done, True)
    assert page.all("//h1/@tabindex") == ["-1"]
    assert page.all("//h1[@data-focus]")
    assert "2026-000001" in page.by_testid("registration-number")
    assert page.text("//*[contains(@class, 'verdict')]/p[1]").endswith(", 10:00")
    assert page.all("//li[@data-stage]/@data-state") == [
        "deliver",
        "register",
        "name_executor",
        "examine",
        "sign",
        "answer",
    ]
    # Every step that is shown has its day.
    assert len(page.texts("//li[@data-stage]//*[@class='step-due']")) == 6
    base = language.link(citizen.base)
    assert [link for link in page.all("//main//a/@href") if link.startswith(base)] == [base, f"{base}/status"]
    assert page.texts("//form//*[@type='submit'][ancestor::main]") == []


@pytest.mark.parametrize(
    "state", [State.SENT, State.DELIVERED, State.REGISTERED, State.EXAMINED, State.DRAFTED, State.CHECKING]
)
async def test_it_is_the_same_however_often_it_is_opened(portal: Portal, cases: Cases, state: State) -> None:
    application_id = await cases.at(state)

    first, again = await opened(portal, application_id), await opened(portal, application_id)

    assert first.text("//main") == again.text("//main")
    assert (first.state, first.heading) == (
        state.value,
        "Your signature is being checked" if state is State.CHECKING else "Your application is sent",
    )


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize("language", Language)
async def test_while_the_signature_is_being_checked_nothing_says_that_it_is_sent(
    portal: Portal, cases: Cases, language: Language
) -> None:
    page = await opened(portal, await cases.at(State.CHECKING), language)

    checked = portal.say("Your signature is being checked", language)
    assert (page.heading, page.text("//title").startswith(checked), page.state) == (checked, True, "checking")
    text = page.text("//main")
    for early in ("Your application is sent", "The signature is confirmed", "Registration number"):
        assert portal.say(early, language) not in text
    assert page.all("//*[@hx-get]/@hx-trigger") == ["load delay:2s"]


async def test_it_goes_on_by_itself_once_the_check_is_over(portal: Portal, cases: Cases) -> None:
    """The whole page is loaded anew, so that its title and heading are read aloud."""
    application_id = await cases.at(State.CHECKING)
    browser = await portal.at_work(CITIZEN)
    address = f"/en/cabinet/applications/{application_id}/sent"

    waiting = await browser.get(address, **FRAGMENT)
    assert (waiting.status_code, waiting.headers.get("hx-refresh"), "<h1" in waiting.text) == (200, None, False)
    await judge(portal, application_id, Valid((), b"", CITIZEN.iin, None, CITIZEN.full_name))
    over = await browser.get(address, **FRAGMENT)
    assert (over.status_code, over.headers.get("hx-refresh"), over.content) == (204, "true", b"")

    assert (await browser.open(address)).heading == "Your application is sent"


@pytest.mark.parametrize(("minutes", "trigger"), [(0, "load delay:2s"), (2, "load delay:10s"), (16, None)])
async def test_it_asks_more_seldom_and_at_last_no_more(
    portal: Portal, cases: Cases, minutes: int, trigger: str | None
) -> None:
    application_id = await cases.at(State.CHECKING)
    portal.clock.move(minutes=minutes)

    page = await opened(portal, application_id)

    assert page.all("//*[@hx-get]/@hx-trigger") == ([trigger] if trigger else [])
    assert f"/en/cabinet/applications/{application_id}/sent" in page.links


@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize("language", Language)
async def test_once_the_signature_is_refused_it_says_so(portal: Portal, cases: Cases, language: Language) -> None:
    application_id = await cases.at(State.CHECKING)
    await judge(portal, application_id, Invalid(Code.REVOKED, {}, ()))

    page = await opened(portal, application_id, language)

    refused = portal.say("The requested service is refused because the EDS is not confirmed", language)
    assert (page.heading, page.text("//title").startswith(refused), page.state) == (refused, True, "revoked")
    assert portal.say("The certificate is revoked", language) in page.texts("//p")
    assert language.link(f"/cabinet/applications/{application_id}/sign") in page.links
    assert portal.say("Your application is sent", language) not in page.text("//main")


@pytest.mark.parametrize("state", [State.DRAFT, State.ISSUED, State.REFUSED, State.DEFECTIVE, State.UNCONFIRMED])
async def test_before_sending_and_after_the_answer_it_leads_to_the_application(
    portal: Portal, cases: Cases, state: State
) -> None:
    application_id = await cases.at(state)
    browser = await portal.at_work(CITIZEN)
    base = f"/ru/cabinet/applications/{application_id}"

    answer = await browser.get(f"{base}/sent")
    part = await browser.get(f"{base}/sent", **FRAGMENT)

    assert (answer.status_code, answer.headers["location"]) == (303, base)
    assert (part.status_code, part.headers["hx-refresh"]) == (204, "true")


async def test_a_draft_that_was_changed_after_the_refusal_is_no_refused_request(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    assert await citizen.send(portal.sign(NEIGHBOUR, await citizen.download("/request.json"))) == "/sign"
    await citizen.submit("/family", {"alone": "yes"})

    answer = await (await citizen.browser()).get(f"{citizen.base}/sent")

    assert answer.headers["location"] == citizen.base


async def test_nobody_sees_another_person_s(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.SENT)

    answer = await (await portal.signed_in(NEIGHBOUR)).get(f"/cabinet/applications/{application_id}/sent")

    assert answer.status_code == 404


async def test_a_late_answer_is_said_to_be_late(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.REGISTERED)
    portal.clock.move(days=31)

    page = await opened(portal, application_id)

    assert page.texts("//*[@data-state='overdue']//*[@class='banner-title']") == ["The answer is late"]


async def judge(portal: Portal, application_id: UUID, verdict: Valid | Invalid) -> None:
    async with portal.parts.transactions.writing() as session:
        signature = await newest_signature(session, application_id, REQUEST)
        assert signature is not None
        assert await settle(session, signature, verdict, portal.clock.now()) is None
