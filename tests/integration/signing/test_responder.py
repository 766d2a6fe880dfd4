"""With a responder: faults of a signature are shown at once, revocation a moment later (clause R-10.6)."""

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.applications.tables import Application
from portal.demo.people import CITIZEN, NEIGHBOUR
from portal.regulation.states import State
from portal.signing.tables import OcspResponse, Signature, SignatureState
from portal.simulators.authority.faults import Service, ServiceFault
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.test_looked_at_once_more import Lost
from tests.integration.signing.world import Asking, asking

pytestmark = [pytest.mark.clause("R-10.6"), pytest.mark.clause("R-10.7")]


async def document(portal: Portal, application_id: UUID) -> bytes:
    (found,) = await portal.rows(select(Application.request_document).where(Application.id == application_id))
    return bytes(found)


async def send(world: Asking, application_id: UUID, cms: bytes) -> str:
    path = f"/cabinet/applications/{application_id}/sign"
    answer = await world.browser.post(path, files={"signature": ("request.json.p7s", cms)})
    return str(answer.headers["location"]).removeprefix(path.removesuffix("/sign"))


async def state(portal: Portal) -> State:
    (found,) = await portal.rows(select(Application.application_state))
    assert isinstance(found, State)
    return found


async def only(portal: Portal) -> Signature:
    (found,) = await portal.rows(select(Signature))
    assert isinstance(found, Signature)
    return found


async def test_a_good_signature_is_accepted_by_the_next_turn_and_the_answer_is_kept(
    portal: Portal, cases: Cases
) -> None:
    application_id = await cases.ready()
    async with asking(portal, ocsp=True) as world:
        cms = portal.sign(CITIZEN, await document(portal, application_id))
        assert await send(world, application_id, cms) == "/sent"
        assert await state(portal) is State.CHECKING

        await world.work()

    assert await state(portal) is State.SENT
    signature = await only(portal)
    (kept,) = await portal.rows(select(OcspResponse))
    (evidence,) = [check for check in signature.evidence if check["name"] == "revocation"]
    assert signature.state is SignatureState.VALID
    assert kept.signature_id == signature.id
    assert evidence["detail"]["ocsp_sha256"] == hashlib.sha256(kept.response).hexdigest()


async def test_another_s_signature_is_refused_at_once_and_nobody_is_asked(portal: Portal, cases: Cases) -> None:
    application_id = await cases.ready()
    async with asking(portal, ocsp=True) as world:
        cms = portal.sign(NEIGHBOUR, await document(portal, application_id))
        assert await send(world, application_id, cms) == "/sign"

    assert (await state(portal), (await only(portal)).code) == (State.DRAFT, "iin_differs")


async def test_a_revoked_one_is_refused_by_the_next_turn(portal: Portal, cases: Cases) -> None:
    application_id, lost = await cases.ready(), Lost(portal)
    async with asking(portal, ocsp=True) as world:
        await send(world, application_id, lost.sign(await document(portal, application_id)))
        portal.demo_data.authority.revoke(lost.serial, portal.clock.now() - timedelta(minutes=1))
        await world.work()

    assert (await state(portal), (await only(portal)).code) == (State.DRAFT, "revoked")


@pytest.mark.parametrize(
    "fault", [ServiceFault.WRONG_SIGNER, ServiceFault.UNKNOWN, ServiceFault.STALE, ServiceFault.HTML]
)
async def test_an_answer_that_cannot_be_believed_is_neither_yes_nor_no(
    portal: Portal, cases: Cases, fault: ServiceFault
) -> None:
    application_id = await cases.ready()
    async with asking(portal, ocsp=True) as world:
        world.fails(Service.OCSP, fault)
        await send(world, application_id, portal.sign(CITIZEN, await document(portal, application_id)))
        await world.work()
        assert await state(portal) is State.CHECKING

        world.fails(Service.OCSP, None)
        portal.clock.move(seconds=5)
        await world.work()

    assert await state(portal) is State.SENT


async def test_a_responder_that_is_away_is_stood_in_for_by_fresh_lists(portal: Portal, cases: Cases) -> None:
    application_id = await cases.ready()
    async with asking(portal, ocsp=True) as world:
        world.fails(Service.OCSP, ServiceFault.DOWN)
        await send(world, application_id, portal.sign(CITIZEN, await document(portal, application_id)))
        await world.work()

    assert await state(portal) is State.SENT
    assert await portal.rows(select(OcspResponse)) == []


async def test_a_minute_later_the_responder_confirms_it_once_more(portal: Portal, cases: Cases) -> None:
    application_id = await cases.ready()
    async with asking(portal, ocsp=True) as world:
        await send(world, application_id, portal.sign(CITIZEN, await document(portal, application_id)))
        await world.work()
        portal.clock.move(minutes=1)
        await world.work()

    signature = await only(portal)
    assert (signature.state, signature.looked_again_at) == (SignatureState.VALID, portal.clock.now())
    assert len(await portal.rows(select(OcspResponse))) == 2
