"""What has waited judges by the right moment: for a connection, for other writers, for a lock, for what is sent."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account
from auth.sessions.lifecycle import IDLE, keep_alive
from auth.sessions.tables import Session
from portal.applications.discard import lock_drafts
from portal.applications.tables import Application
from portal.demo.key_files import holder
from portal.demo.people import CITIZEN, CLERK, HEAD
from portal.kernel.iin import Iin
from portal.regulation.states import State
from portal.signing.tables import Signature, SignatureState
from portal.wiring.take_over import admit_and_discard_drafts
from tests.factories.cases import Cases
from tests.factories.pki import sign_cades
from tests.factories.portal import Portal
from tests.fakes.waiting import wait_for_transactions
from tests.integration.acts.steps import Applicant, Office

SECOND = timedelta(seconds=1)


async def test_a_session_that_expires_while_its_request_waits_is_over(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await portal.signed_in(CITIZEN)
    portal.clock.set(portal.clock.now() + IDLE - SECOND)
    wait_for_transactions(monkeypatch, lambda: portal.clock.move(seconds=2), kind="reading")

    answer = await browser.get("/cabinet")

    assert (answer.status_code, answer.headers.get("location")) == (303, "/login?next=/cabinet")


async def test_a_request_that_waited_longer_does_not_shorten_the_session(portal: Portal) -> None:
    await portal.signed_in(CITIZEN)
    (key,), began = await portal.rows(select(Session.id_hash)), portal.clock.now()

    async with portal.parts.transactions.writing() as session:
        await keep_alive(session, key, began + 2 * SECOND)
        await keep_alive(session, key, began + SECOND)

    assert list(await portal.rows(select(Session.last_seen_at))) == [began + 2 * SECOND]


@pytest.mark.clause("R-10.6")
async def test_a_request_arrives_when_it_is_sent_however_long_it_waits_for_others(
    portal: Portal, cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate ends while the request waits."""
    citizen, now, demo_data = Applicant.of(portal, await cases.ready()), portal.clock.now(), portal.demo_data
    until = now + SECOND
    issued = demo_data.authority.issue(holder(CITIZEN), not_before=now - SECOND, not_after=until, key=demo_data.key)
    cms = sign_cades(issued.pem, await citizen.download("/request.json"))
    wait_for_transactions(monkeypatch, lambda: portal.clock.move(seconds=3))

    assert await citizen.send(cms) == "/sent"

    assert list(await portal.rows(select(Application.arrived_at))) == [now]
    (signature,) = await portal.rows(select(Signature))
    assert (signature.state, signature.arrived_at) == (SignatureState.VALID, now)


@pytest.mark.clause("R-5.5")
async def test_a_head_s_signature_arrives_when_it_is_sent(
    portal: Portal, cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(portal, await cases.at(State.DRAFTED))
    cms, now = portal.sign(HEAD, await office.notice_to_sign()), portal.clock.now()
    wait_for_transactions(monkeypatch, lambda: portal.clock.move(seconds=3))

    await office.send(cms)

    arrived = select(Signature.arrived_at).where(Signature.purpose == "notice")
    assert list(await portal.rows(arrived)) == [now]
    assert list(await portal.rows(select(Application.application_state))) == [State.ISSUED]


async def test_an_account_is_proven_when_its_drafts_are_locked(
    portal: Portal, cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a stranger signed while this waited has arrived before the proof, so that it is discarded if refused."""
    await cases.draft()
    began = portal.clock.now()

    async def waits(session: AsyncSession, iin: Iin) -> None:
        await lock_drafts(session, iin)
        portal.clock.move(seconds=1)

    monkeypatch.setattr("portal.wiring.take_over.lock_drafts", waits)
    async with portal.parts.transactions.writing() as session:
        await admit_and_discard_drafts(session, Iin(CITIZEN.iin), portal.clock)

    proven = select(Account.proven_at).where(Account.iin == CITIZEN.iin)
    assert list(await portal.rows(proven)) == [began + SECOND]


@pytest.mark.clause("R-5.2")
async def test_a_desk_tells_what_is_late_when_it_is_read(
    portal: Portal, cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clerk's 15 minutes end while the desk waits for a connection."""
    await cases.at(State.DELIVERED)
    portal.clock.move(minutes=15, seconds=-1)
    browser = await portal.signed_in(CLERK)
    before = (await browser.open("/provider")).all("//*[@data-state='overdue']")
    wait_for_transactions(monkeypatch, lambda: portal.clock.move(seconds=1), kind="reading")

    after = (await browser.open("/provider")).all("//*[@data-state='overdue']")

    assert (len(before), len(after)) == (0, 1)
