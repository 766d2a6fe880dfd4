"""A message that asks for something is closed once that is done: it stays in the cabinet, and asks no more."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.applications.tables import Application
from portal.demo.people import CITIZEN, HEAD, NEIGHBOUR
from portal.kernel.language import Language
from portal.messages.kinds import CLOSED, MESSAGES, ClosedBy
from portal.messages.tables import Message
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office
from tests.integration.acts.test_looked_at_once_more import Lost
from tests.integration.acts.test_notice_withdrawn import withdrawn

SENT, ANSWERED, WITHDRAWN = (CLOSED[by] for by in (ClosedBy.SENDING, ClosedBy.ANSWER, ClosedBy.WITHDRAWAL))


async def open_and_closed(portal: Portal) -> dict[str, list[str]]:
    """The kinds of the citizen's messages, oldest first."""
    found = await portal.rows(select(Message).order_by(Message.at, Message.id))
    return {
        "open": [message.kind.value for message in found if message.closed_at is None],
        "closed": [message.kind.value for message in found if message.closed_at],
    }


@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize("language", Language)
async def test_the_letter_of_a_refused_signature_is_closed_once_signed(
    portal: Portal, cases: Cases, language: Language
) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    await citizen.send(portal.sign(NEIGHBOUR, await citizen.download("/request.json")))
    browser = await citizen.browser()
    letters = language.link("/cabinet/messages")
    refusal = MESSAGES[(await portal.rows(select(Message)))[0].kind]
    before = await browser.open(letters)
    portal.clock.move(seconds=1)

    await citizen.send(await citizen.sign())

    after = await browser.open(letters)
    assert portal.say(refusal.text, language) in before.texts("//article//p")
    assert portal.say(SENT, language) in after.texts("//article//p")
    assert portal.say(refusal.text, language) not in after.texts("//article//p")
    assert portal.say(refusal.title, language) == after.text("//article//h2")
    assert (before.all("//article//@data-state"), after.all("//article//@data-state")) == ([], ["closed"])
    new = f"//*[text()='{portal.say('New message', language)}']"
    assert (len(before.all(new)), len(after.all(new))) == (1, 0)
    (message,) = await portal.rows(select(Message))
    assert (message.closed_at, message.read_at) == (portal.clock.now(), None)


@pytest.mark.clause("R-10.7")
async def test_it_stays_open_while_the_new_signature_is_being_checked(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready())
    await citizen.send(portal.sign(NEIGHBOUR, await citizen.download("/request.json")))
    portal.lose_lists()

    await citizen.send(await citizen.sign())

    assert await citizen.state() == "checking"
    assert await open_and_closed(portal) == {"open": ["signature_refused"], "closed": []}
    portal.publish_lists()
    portal.clock.move(minutes=1)
    await portal.work()
    assert await open_and_closed(portal) == {"open": [], "closed": ["signature_refused"]}


@pytest.mark.clause("R-10.7")
async def test_a_later_refusal_is_open_again_and_the_earlier_one_stays_closed(portal: Portal, cases: Cases) -> None:
    citizen, lost = Applicant.of(portal, await cases.ready(scans=("other",))), Lost(portal)
    document = await citizen.download("/request.json")
    await citizen.send(portal.sign(NEIGHBOUR, document))
    portal.clock.move(seconds=1)
    await citizen.send(lost.sign(document))

    await lost.becomes_known(portal.clock.now() - timedelta(minutes=10))

    assert await open_and_closed(portal) == {"open": ["signature_refused"], "closed": ["signature_refused"]}


@pytest.mark.clause("R-10.10")
@pytest.mark.parametrize(("state", "kind"), [(State.DEFECTIVE, "defects"), (State.UNCONFIRMED, "unconfirmed")])
async def test_a_refusal_is_closed_when_the_draft_that_continues_it_is_sent(
    portal: Portal, cases: Cases, state: State, kind: str
) -> None:
    refused = await cases.at(state, scans=("other",))
    (draft,) = await portal.rows(select(Application.id).where(Application.continues_id == refused))
    citizen = Applicant.of(portal, draft)
    assert await open_and_closed(portal) == {"open": ["accepted", kind], "closed": []}

    await citizen.make_request()
    await citizen.send(await citizen.sign())

    assert await open_and_closed(portal) == {"open": ["accepted"], "closed": [kind]}


@pytest.mark.clause("R-10.11b")
@pytest.mark.parametrize("refusal", [False, True])
async def test_a_withdrawn_answer_is_not_said_to_be_in_the_cabinet(portal: Portal, cases: Cases, refusal: bool) -> None:
    citizen, _, _ = await withdrawn(portal, cases, refusal=refusal)

    page = await (await citizen.browser()).open("/en/cabinet/messages")

    assert (await open_and_closed(portal))["closed"] == ["refused" if refusal else "registered"]
    assert WITHDRAWN in page.texts("//article//p")


@pytest.mark.clause("R-10.11b")
@pytest.mark.parametrize("refusal", [False, True])
async def test_that_an_answer_is_signed_anew_is_past_once_it_is(portal: Portal, cases: Cases, refusal: bool) -> None:
    citizen, officials, _ = await withdrawn(portal, cases, refusal=refusal)
    kinds = ("refused", "refusal_withdrawn") if refusal else ("registered", "notice_withdrawn")
    assert await open_and_closed(portal) == {"open": ["accepted", kinds[1]], "closed": [kinds[0]]}
    portal.clock.move(seconds=1)

    await officials.sign()

    assert await open_and_closed(portal) == {"open": ["accepted", kinds[0]], "closed": list(kinds)}
    page = await (await citizen.browser()).open("/en/cabinet/messages")
    assert ANSWERED in page.texts("//article//p")


@pytest.mark.clause("R-5.5")
async def test_the_head_is_not_told_of_a_signature_over_a_notice_that_was_made_anew(
    portal: Portal, cases: Cases
) -> None:
    earlier = await cases.at(State.DRAFTED, CITIZEN)
    portal.clock.move(minutes=1)
    office = Office(portal, await cases.at(State.DRAFTED, NEIGHBOUR))
    await office.send(portal.sign(CITIZEN, pdf := await office.notice_to_sign()))
    refused = await office.open(HEAD)
    await cases.bring(earlier, State.ISSUED)

    browser = await portal.at_work(HEAD)
    await browser.post(f"{office.base}/sign", files={"signature": ("n.p7s", portal.sign(HEAD, pdf))})
    await portal.work()

    assert refused.all("//p[@data-state]/@data-state") != []
    assert (await office.open(HEAD)).all("//p[@data-state]/@data-state") == []
    await office.sign()
    assert await Applicant.of(portal, UUID(str(office.application_id)), NEIGHBOUR).state() == "issued"
