"""The head's certificate had been revoked before the notice was signed: it is withdrawn, and signed anew."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.demo.people import CITIZEN, EXECUTOR, HEAD, NEIGHBOUR
from portal.journal.tables import JournalEntry
from portal.messages.tables import Message
from portal.notices.tables import Notice
from portal.queue.tables import QueueEntry
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office, desk, place_on
from tests.integration.acts.test_looked_at_once_more import Lost

pytestmark = [pytest.mark.clause("R-10.11b"), pytest.mark.clause("R-5.5")]


async def withdrawn(portal: Portal, cases: Cases, *, refusal: bool = False) -> tuple[Applicant, Office, datetime]:
    """Signed with a key that was reported lost ten minutes before; known an hour later. When it was signed."""
    application_id = await cases.at(State.DRAFTED, refusal=refusal)
    officials, lost = Office(portal, application_id), Lost(portal, HEAD)
    await officials.send(lost.sign(await officials.notice_to_sign()))
    signed_at = portal.clock.now()
    await lost.becomes_known(signed_at - timedelta(minutes=10))
    return Applicant.of(portal, application_id), officials, signed_at


async def notices(portal: Portal) -> list[Notice]:
    return list(await portal.rows(select(Notice).order_by(Notice.formed_at, Notice.id)))


@pytest.mark.parametrize("refusal", [False, True])
async def test_the_citizen_is_told_and_the_notice_counts_no_more(portal: Portal, cases: Cases, refusal: bool) -> None:
    citizen, _, _ = await withdrawn(portal, cases, refusal=refusal)

    page = await (await citizen.browser()).open(f"/en{citizen.base}")
    assert page.state == "drafted"
    assert "The answer is being signed anew" in page.texts("//*[contains(@class, 'banner-title')]")
    letter = await (await citizen.browser()).get(f"/en{citizen.base}/notice")
    assert (letter.status_code, letter.headers["location"]) == (303, f"/en{citizen.base}")
    assert (await (await citizen.browser()).get(f"{citizen.base}/notice.pdf")).status_code == 404
    newest = (await portal.rows(select(Message).order_by(Message.at.desc(), Message.id.desc())))[0]
    kind = "refusal_withdrawn" if refusal else "notice_withdrawn"
    assert (newest.kind, newest.data) == (kind, {"number": "2026-000001"})
    old, new = await notices(portal)
    assert (old.voided_at, new.issued_at, new.kind, old.number == new.number) == (
        portal.clock.now(),
        None,
        old.kind,
        False,
    )


async def test_the_head_is_told_why_and_signs_anew(portal: Portal, cases: Cases) -> None:
    citizen, officials, _ = await withdrawn(portal, cases)
    assert await desk(portal, HEAD, EXECUTOR) == [["2026-000001"], []]
    page = await (await portal.at_work(HEAD)).open(f"/en{officials.base}")
    assert "The answer is to be signed anew" in page.texts("//*[contains(@class, 'banner-title')]")

    pdf = await officials.sign()

    assert (await citizen.open()).state == "issued"
    assert await citizen.download("/notice.pdf") == pdf
    acts = select(JournalEntry.act).where(JournalEntry.subject_id == UUID(citizen.application_id))
    assert list(await portal.rows(acts.order_by(JournalEntry.id)))[-3:] == [
        "sign_notice",
        "withdraw_notice",
        "sign_notice",
    ]


@pytest.mark.clause("L-74.2")
async def test_the_place_in_the_queue_is_kept(portal: Portal, cases: Cases) -> None:
    citizen, officials, signed_at = await withdrawn(portal, cases)
    other = await cases.at(State.ISSUED, NEIGHBOUR)
    assert place_on(await Applicant.of(portal, other, NEIGHBOUR).open()) == "2"

    await officials.sign()

    assert place_on(await citizen.open()) == "1"
    mine = select(QueueEntry).where(QueueEntry.account_id == portal.account(CITIZEN))
    (entry,) = await portal.rows(mine)
    assert entry.entered_at == signed_at


async def test_a_refusal_is_signed_anew_too(portal: Portal, cases: Cases) -> None:
    citizen, officials, _ = await withdrawn(portal, cases, refusal=True)

    await officials.sign()

    assert await citizen.state() == "refused"
