"""Time-stamps of accepted signatures: requested, stored, embedded, and used years later."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from auth.signatures import Indeterminate, Valid
from portal.demo.people import CITIZEN
from portal.outbox.tables import OutboxTask
from portal.regulation.states import State
from portal.signing.receive import TIME_STAMP
from portal.signing.tables import Signature, TimeStamp
from portal.signing.time_stamping import was_valid
from portal.simulators.authority.faults import Service, ServiceFault
from tests.factories.cases import Cases
from tests.factories.pki import openssl
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office
from tests.integration.acts.test_looked_at_once_more import Lost
from tests.integration.signing.world import asking


async def sent(portal: Portal, cases: Cases) -> Applicant:
    citizen = Applicant.of(portal, await cases.ready())
    await citizen.send(await citizen.sign())
    return citizen


async def stamps(portal: Portal) -> list[TimeStamp]:
    return list(await portal.rows(select(TimeStamp)))


async def test_an_accepted_signature_is_stamped_and_both_sides_see_when(portal: Portal, cases: Cases) -> None:
    citizen = await sent(portal, cases)
    async with asking(portal, tsa=True) as world:
        await world.work()

    (stamp,) = await stamps(portal)
    (signature,) = await portal.rows(select(Signature))
    assert (stamp.signature_id, stamp.asked_at) == (signature.id, portal.clock.now())
    assert abs(stamp.gen_time - portal.clock.now()) < timedelta(seconds=2)
    page = await (await citizen.browser()).open(f"/en{citizen.base}")
    said = page.by_testid("signed")
    assert "The signature was accepted: 24 November 2026, 10:00" in said.replace("\u00a0", " ")
    assert "Time-stamp of the time-stamping authority: 24 November 2026, 10:00" in said.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "fault",
    [
        ServiceFault.DOWN,
        ServiceFault.HTML,
        ServiceFault.TRUNCATED,
        ServiceFault.WRONG_NUMBER,
        ServiceFault.WRONG_SIGNER,
    ],
)
async def test_a_bad_authority_holds_nothing_up_and_is_asked_again(
    portal: Portal, cases: Cases, fault: ServiceFault
) -> None:
    citizen = await sent(portal, cases)
    async with asking(portal, tsa=True) as world:
        world.fails(Service.TSP, fault)
        await world.work()
        assert (await stamps(portal), await citizen.state()) == ([], "sent")
        (task,) = await portal.rows(select(OutboxTask).where(OutboxTask.kind == TIME_STAMP))
        assert (task.failures, task.done_at, task.due_at > portal.clock.now()) == (0, None, True)

        world.fails(Service.TSP, None)
        portal.clock.move(minutes=10)
        await world.work()

    assert len(await stamps(portal)) == 1


async def test_without_an_authority_nothing_is_asked_and_nothing_waits(portal: Portal, cases: Cases) -> None:
    await sent(portal, cases)
    await portal.work()

    (task,) = await portal.rows(select(OutboxTask).where(OutboxTask.kind == TIME_STAMP))
    assert (task.done_at, await stamps(portal)) == (portal.clock.now(), [])


async def test_done_twice_it_is_kept_once(portal: Portal, cases: Cases) -> None:
    await sent(portal, cases)
    async with asking(portal, tsa=True) as world:
        await world.work()
        (before,) = await stamps(portal)
        async with portal.parts.transactions.writing() as session:
            (task,) = (await session.scalars(select(OutboxTask).where(OutboxTask.kind == TIME_STAMP))).all()
            task.done_at = None
        portal.clock.move(minutes=1)
        await world.work()

    assert [stamp.token for stamp in await stamps(portal)] == [before.token]


async def test_the_signature_that_is_downloaded_carries_it_and_openssl_verifies_it(
    portal: Portal, cases: Cases
) -> None:
    citizen = Applicant.of(portal, await cases.at(State.DRAFTED))
    officials = Office(portal, citizen.application_id)
    pdf = await officials.sign()
    bare = await citizen.download("/notice.p7s")
    async with asking(portal, tsa=True) as world:
        await world.work()

    stamped = await citizen.download("/notice.p7s")

    (token,) = [stamp.token for stamp in await stamps(portal) if stamp.token in stamped]
    assert (token in bare, len(stamped) > len(bare)) == (False, True)
    root = portal.demo_data.authority.root_file.read_bytes()
    command = "cms -verify -cades -binary -inform DER -in n.p7s -content n.pdf -CAfile root.pem -out checked"
    assert openssl(command.split(), {"n.p7s": stamped, "n.pdf": pdf, "root.pem": root}, "checked") == pdf


@pytest.mark.parametrize(("stamped", "expected"), [(True, Valid), (False, Indeterminate)])
async def test_years_later_the_stamp_tells_that_it_was_valid(
    portal: Portal, cases: Cases, stamped: bool, expected: type[object]
) -> None:
    await sent(portal, cases)
    async with asking(portal, tsa=stamped) as world:
        await world.work()
    portal.clock.move(days=400)
    portal.publish_lists()

    async with portal.parts.transactions.reading() as session:
        signature = (await session.scalars(select(Signature))).one()
        verdict = await was_valid(session, signature, portal.parts.trust, portal.clock.now())

    assert isinstance(verdict, expected), verdict


@pytest.mark.parametrize(("stamped", "expected"), [(True, Valid), (False, Indeterminate)])
async def test_revoked_since_it_was_still_valid_then(
    portal: Portal, cases: Cases, stamped: bool, expected: type[object]
) -> None:
    citizen, lost = Applicant.of(portal, await cases.ready()), Lost(portal)
    await citizen.send(lost.sign(await citizen.download("/request.json")))
    async with asking(portal, tsa=stamped) as world:
        await world.work()
    portal.clock.move(hours=2)
    await lost.becomes_known(portal.clock.now())

    async with portal.parts.transactions.reading() as session:
        signature = (await session.scalars(select(Signature))).one()
        verdict = await was_valid(session, signature, portal.parts.trust, portal.clock.now())

    assert isinstance(verdict, expected), verdict
    assert CITIZEN.iin == signature.iin
