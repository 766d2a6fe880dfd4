"""An accepted signature is looked at once more, with what was issued after it arrived (clauses R-10.6, R-10.7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from auth.accounts.tables import Account
from portal.applications.deliver import deliver_request
from portal.applications.tables import Application
from portal.demo.key_files import holder
from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, DemoPerson
from portal.documents.tables import Scan
from portal.gateway.tables import Direction, GatewayMessage
from portal.journal.tables import JournalEntry
from portal.kernel.iin import Iin
from portal.messages.tables import Message
from portal.outbox.tables import OutboxTask
from portal.regulation.states import State
from portal.signing.receive import LOOK_AGAIN
from portal.signing.tables import Signature, SignatureState
from portal.wiring.take_over import admit_and_discard_drafts
from tests.factories.cases import Cases
from tests.factories.pki import sign_cades
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office, desk

DAY = timedelta(days=1)
NUMBER = "2026-000001"
OURS = "This clause does not speak of such a case: the portal goes by it as the nearest rule."


@dataclass
class Lost:
    """A key that its holder reported lost before it was used; no list said so yet."""

    portal: Portal
    person: DemoPerson = CITIZEN
    serial: int = 0

    def sign(self, content: bytes) -> bytes:
        demo, now = self.portal.demo_data, self.portal.clock.now()
        issued = demo.authority.issue(holder(self.person), not_before=now - DAY, not_after=now + DAY, key=demo.key)
        self.serial = issued.serial
        return sign_cades(issued.pem, content)

    async def becomes_known(self, revoked_at: datetime, *, hold: bool = False) -> None:
        """An hour later, by the next list."""
        revoke = self.portal.demo_data.authority.hold if hold else self.portal.demo_data.authority.revoke
        revoke(self.serial, revoked_at)
        self.portal.clock.move(hours=1)
        self.portal.publish_lists()
        await self.portal.work()


async def send(portal: Portal, cases: Cases) -> tuple[Applicant, Lost, datetime]:
    """A request signed with a key that is reported lost; when it arrived."""
    citizen, lost = Applicant.of(portal, await cases.ready(scans=("other",))), Lost(portal)
    await citizen.send(lost.sign(await citizen.download("/request.json")))
    return citizen, lost, portal.clock.now()


async def acts(portal: Portal, subject_id: object) -> list[str]:
    of_subject = select(JournalEntry.act).where(JournalEntry.subject_id == UUID(str(subject_id)))
    return list(await portal.rows(of_subject.order_by(JournalEntry.id)))


async def only(portal: Portal) -> Application:
    (found,) = await portal.rows(select(Application))
    assert isinstance(found, Application)
    return found


async def signature(portal: Portal) -> Signature:
    found = (await portal.rows(select(Signature).order_by(Signature.arrived_at)))[0]
    assert isinstance(found, Signature)
    return found


@pytest.mark.clause("R-10.6")
async def test_what_later_data_confirms_is_noted_with_what_it_rests_on(portal: Portal, cases: Cases) -> None:
    await send(portal, cases)
    portal.clock.move(hours=1)
    portal.publish_lists()
    await portal.work()

    found = await signature(portal)
    again = {check["name"]: check for check in found.evidence_again or []}
    first = {check["name"]: check for check in found.evidence}
    assert (found.state, found.looked_again_at) == (SignatureState.VALID, portal.clock.now())
    assert again["revocation"]["detail"]["crl_this_update"] > found.arrived_at.isoformat()
    assert first["revocation"]["detail"]["crl_this_update"] == found.arrived_at.isoformat()
    assert (await portal.rows(select(OutboxTask).where(OutboxTask.kind == LOOK_AGAIN)))[0].done_at is not None


@pytest.mark.clause("R-10.6")
async def test_until_something_is_issued_nothing_is_said_and_nothing_is_late(portal: Portal, cases: Cases) -> None:
    await send(portal, cases)
    for _ in range(6):
        portal.clock.move(minutes=30)
        await portal.work()

    (task,) = await portal.rows(select(OutboxTask).where(OutboxTask.kind == LOOK_AGAIN))
    assert (await signature(portal)).looked_again_at is None
    assert (task.attempts <= 6, task.failures, task.done_at) == (True, 0, None)
    assert task.wanted_at == task.due_at > portal.clock.now()


@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize("state", [State.SENT, State.DELIVERED])
@pytest.mark.parametrize("hold", [False, True])
async def test_before_registration_the_draft_comes_back(portal: Portal, cases: Cases, state: State, hold: bool) -> None:
    citizen, lost, arrived_at = await send(portal, cases)
    before = await only(portal)
    await cases.bring(before.id, state)

    await lost.becomes_known(arrived_at - timedelta(minutes=10), hold=hold)

    code = "on_hold" if hold else "revoked"
    after = await only(portal)
    assert (after.application_state, after.arrived_at, after.provider_id) == (State.DRAFT, None, None)
    assert (after.answers, after.request_document) == (before.answers, before.request_document)
    assert after.registration_number == NUMBER
    page = await (await citizen.browser()).open(f"/en{citizen.base}/sign")
    assert page.all("//*[@data-state]/@data-state") == [code]
    assert (await acts(portal, after.id))[-1] == "recall"
    newest = (await portal.rows(select(Message).order_by(Message.at.desc(), Message.id.desc())))[0]
    assert (newest.kind, newest.data) == ("signature_refused", {"code": code})
    assert await desk(portal, CLERK, HEAD, EXECUTOR) == [[], [], []]
    found = await signature(portal)
    assert (found.state, found.code, found.looked_again_at) == (SignatureState.INVALID, code, portal.clock.now())
    assert await acts(portal, found.id) == ["signature_found_void"]
    assert list(await portal.rows(select(Account.proven_at).where(Account.iin == CITIZEN.iin))) == [None]


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize(("before", "state"), [(timedelta(), "draft"), (-timedelta(seconds=1), "sent")])
async def test_what_counts_is_the_moment_of_arrival(
    portal: Portal, cases: Cases, before: timedelta, state: str
) -> None:
    _, lost, arrived_at = await send(portal, cases)

    await lost.becomes_known(arrived_at - before)

    assert (await only(portal)).application_state.value == state


@pytest.mark.clause("R-10.8")
async def test_the_provider_is_told_and_a_delivery_that_comes_late_changes_nothing(
    portal: Portal, cases: Cases
) -> None:
    _, lost, arrived_at = await send(portal, cases)
    application = await only(portal)
    async with portal.outside() as outside:
        outside.stand_ins["gateway"].go_down()
        await lost.becomes_known(arrived_at)
        outside.stand_ins["gateway"].come_back()
        portal.clock.move(minutes=2)
        await outside.worker.run_due()

    assert (await only(portal)).application_state is State.DRAFT
    came = select(GatewayMessage.service).where(GatewayMessage.direction == Direction.IN)
    assert set(await portal.rows(came)) == {"housing-queue.request", "housing-queue.request.recall"}
    assert "deliver" not in await acts(portal, application.id)


@pytest.mark.clause("R-10.7")
@pytest.mark.clause("R-10.8")
async def test_signed_anew_it_arrives_anew_under_its_old_number(portal: Portal, cases: Cases) -> None:
    citizen, lost, arrived_at = await send(portal, cases)
    first = {"registrationNumber": NUMBER, "arrivedAt": arrived_at.isoformat()}
    await lost.becomes_known(arrived_at)
    await citizen.submit("/family", {"alone": "yes"})
    await citizen.submit("/request")

    assert await citizen.send(await citizen.sign()) == "/sent"

    again = await only(portal)
    assert (again.application_state, again.registration_number) == (State.SENT, NUMBER)
    assert again.arrived_at == portal.clock.now() > arrived_at
    async with portal.parts.transactions.writing() as session:
        await deliver_request(session, again.id, first, portal.clock.now())
    assert await citizen.state() == "sent"
    async with portal.parts.transactions.writing() as session:
        await deliver_request(
            session, again.id, {**first, "arrivedAt": again.arrived_at.isoformat()}, portal.clock.now()
        )
    assert await citizen.state() == "delivered"
    portal.clock.move(hours=2)
    portal.publish_lists()
    await portal.work()
    assert await citizen.state() == "delivered"
    assert await desk(portal, CLERK) == [[NUMBER]]


async def in_doubt(portal: Portal, cases: Cases, state: State, *, refusal: bool = False) -> tuple[Applicant, Office]:
    """Registered and further on its way when the next list tells."""
    citizen, lost, arrived_at = await send(portal, cases)
    await cases.bring(UUID(citizen.application_id), state, refusal=refusal)
    await lost.becomes_known(arrived_at - timedelta(minutes=10))
    return citizen, Office(portal, citizen.application_id)


@pytest.mark.clause("R-10.7")
async def test_after_registration_it_is_the_executor_s_to_decide(portal: Portal, cases: Cases) -> None:
    citizen, officials = await in_doubt(portal, cases, State.REGISTERED)

    assert (await citizen.state(), await desk(portal, HEAD)) == ("registered", [[NUMBER]])
    page = await (await portal.at_work(HEAD)).open(f"/en{officials.base}")
    assert page.all("//*[@data-testid='doubt']//p/@data-state") == ["revoked"]
    assert (await (await portal.at_work(HEAD)).open("/provider")).all("//td//*/@data-state") == ["in_doubt"]
    await officials.name_executor()

    page = await (await portal.at_work(EXECUTOR)).open(f"/en{officials.base}")
    words = page.by_testid("doubt").replace("\u00a0", " ")
    assert "24 November 2026, 09:50" in words
    assert "24 November 2026, 10:00" in words
    assert page.all("//main//form/@action") == [f"/en{officials.base}/unconfirmed", f"/en{officials.base}/keep"]


@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize("state", [State.EXAMINED, State.DRAFTED])
async def test_the_executor_ends_the_request(portal: Portal, cases: Cases, state: State) -> None:
    citizen, officials = await in_doubt(portal, cases, state)
    assert await desk(portal, EXECUTOR) == [[NUMBER]]

    assert await officials.submit(EXECUTOR, "/unconfirmed") == "/provider"

    page = await (await citizen.browser()).open(f"/en{citizen.base}")
    assert page.state == "unconfirmed"
    assert page.texts("//details[@class='ground']//p")[:2] == ["Regulation, clause 10(7)", OURS]
    letters = await (await citizen.browser()).open("/en/cabinet/messages")
    assert letters.texts("//details[@class='ground']//p")[:2] == ["Regulation, clause 10(7)", OURS]
    newest = (await portal.rows(select(Message).order_by(Message.at.desc(), Message.id.desc())))[0]
    assert (newest.kind, newest.data) == ("unconfirmed", {"number": NUMBER})
    assert await desk(portal, CLERK, HEAD, EXECUTOR) == [[], [], []]
    states = await portal.rows(select(Application.application_state).order_by(Application.started_at))
    assert sorted(found.value for found in states) == ["draft", "unconfirmed"]


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize("refusal", [False, True])
async def test_the_executor_keeps_the_request_and_it_goes_on(portal: Portal, cases: Cases, refusal: bool) -> None:
    citizen, officials = await in_doubt(portal, cases, State.DRAFTED, refusal=refusal)
    reason = "Көшеде жоғалтты,\nөтінішті өзі берді"

    assert await officials.submit(EXECUTOR, "/keep", {"reason": reason}) == officials.base

    assert (await acts(portal, citizen.application_id))[-1] == "keep_request"
    assert (await officials.open(HEAD)).all("//*[@data-testid='doubt']//p[@class='as-written']/text()") == [reason]
    assert await desk(portal, HEAD, EXECUTOR) == [[NUMBER], []]
    await officials.sign()
    assert await citizen.state() == ("refused" if refusal else "issued")


@pytest.mark.clause("R-10.7")
async def test_a_reason_must_be_given(portal: Portal, cases: Cases) -> None:
    _, officials = await in_doubt(portal, cases, State.EXAMINED)
    browser = await portal.at_work(EXECUTOR)

    answer = await browser.post(f"{officials.base}/keep", {"reason": " "})

    assert browser.page is not None
    assert (answer.status_code, len(browser.page.errors)) == (422, 1)


@pytest.mark.clause("R-10.7")
async def test_until_that_is_decided_nothing_is_drafted(portal: Portal, cases: Cases) -> None:
    citizen, officials = await in_doubt(portal, cases, State.EXAMINED)
    browser = await portal.at_work(EXECUTOR)
    refusal, defects = {"ground": "exchange", "facts": "Үйін сатқан"}, {"defect-other": "missing"}

    answers = [
        (await browser.post(f"{officials.base}{path}", data)).status_code
        for path, data in (("/notice", {}), ("/refusal", refusal), ("/defects", defects))
    ]

    assert (answers, await citizen.state()) == ([409] * 3, "examined")


@pytest.mark.clause("R-10.7")
@pytest.mark.parametrize("refusal", [False, True])
async def test_until_that_is_decided_nothing_is_signed(portal: Portal, cases: Cases, refusal: bool) -> None:
    citizen, officials = await in_doubt(portal, cases, State.DRAFTED, refusal=refusal)
    browser = await portal.at_work(HEAD)
    pdf = await officials.notice_to_sign()

    answer = await browser.post(f"{officials.base}/sign", files={"signature": ("n.p7s", portal.sign(HEAD, pdf))})

    assert (answer.status_code, await citizen.state()) == (409, "drafted")
    assert (await officials.open(HEAD)).all("//main//form/@action") == [f"{officials.base}/return"]


async def test_without_a_doubt_there_is_nothing_to_decide(portal: Portal, cases: Cases) -> None:
    officials = Office(portal, await cases.at(State.EXAMINED))
    browser = await portal.at_work(EXECUTOR)

    answers = [
        (await browser.post(f"{officials.base}{path}", {"reason": "жоқ"})).status_code
        for path in ("/unconfirmed", "/keep")
    ]

    assert answers == [409, 409]


async def test_of_an_application_that_has_ended_the_finding_is_shown_and_nothing_follows(
    portal: Portal, cases: Cases
) -> None:
    citizen, officials = await in_doubt(portal, cases, State.ISSUED)

    assert (await citizen.state(), await desk(portal, HEAD, EXECUTOR)) == ("issued", [[], []])
    assert (await officials.open(EXECUTOR)).all("//*[@data-testid='doubt']//form") == []
    assert "revoked" in (await officials.open(HEAD)).all("//*[@data-testid='doubt']//p/@data-state")


async def test_done_twice_it_is_done_once(portal: Portal, cases: Cases) -> None:
    _, lost, arrived_at = await send(portal, cases)
    await lost.becomes_known(arrived_at)
    async with portal.parts.transactions.writing() as session:
        (task,) = (await session.scalars(select(OutboxTask).where(OutboxTask.kind == LOOK_AGAIN))).all()
        task.done_at = None

    portal.clock.move(hours=1)
    await portal.work()

    assert list(await portal.rows(select(func.count()).select_from(Message))) == [1]


async def test_of_a_recalled_draft_that_is_taken_away_the_number_alone_stays(portal: Portal, cases: Cases) -> None:
    """Whoever signed was not the holder, who comes by the identity provider."""
    _, lost, arrived_at = await send(portal, cases)
    await lost.becomes_known(arrived_at)
    async with portal.parts.transactions.writing() as session:
        await admit_and_discard_drafts(session, Iin(CITIZEN.iin), portal.clock)

    left = await only(portal)
    assert (left.application_state, left.registration_number) == (State.DRAFT, NUMBER)
    assert (left.answers, left.request_document) == ({}, None)
    assert [list(await portal.rows(select(table.id))) for table in (Scan, Message)] == [[], []]
