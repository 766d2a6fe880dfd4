"""Places in the lists: by arrival, whoever was decided first; and a notice never says another number than its place."""

from uuid import UUID

import pytest
from sqlalchemy import select

from portal.demo.people import CITIZEN, HEAD, NEIGHBOUR
from portal.notices.tables import Notice
from portal.queue.tables import QueueEntry
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office, place_on

pytestmark = pytest.mark.clause("R-3.a")

MOVED = "The notice was made anew, because what it says has changed. Download it again and sign it."


async def earlier_and_later(portal: Portal, cases: Cases) -> tuple[UUID, UUID]:
    """Two requests that arrived a minute apart; the later one awaits the head's signature, its notice says 1."""
    earlier = await cases.at(State.EXAMINED, CITIZEN)
    portal.clock.move(minutes=1)
    later = await cases.at(State.DRAFTED, NEIGHBOUR)
    portal.clock.move(minutes=1)
    return earlier, later


async def notice_of(portal: Portal, application_id: UUID) -> Notice:
    (notice,) = await portal.rows(select(Notice).where(Notice.subject_id == application_id))
    assert isinstance(notice, Notice)
    return notice


async def entered(portal: Portal) -> list[str]:
    """Registration numbers in the order of their entry."""
    order = select(QueueEntry.registration_number).order_by(QueueEntry.entered_at)
    return list(await portal.rows(order))


@pytest.mark.clause("L-74.2")
async def test_an_earlier_applicant_decided_later_enters_ahead(portal: Portal, cases: Cases) -> None:
    earlier, later = await earlier_and_later(portal, cases)
    await cases.bring(later, State.ISSUED, NEIGHBOUR)
    neighbour = Applicant.of(portal, later, NEIGHBOUR)
    assert place_on(await neighbour.open()) == "1"

    portal.clock.move(days=1)
    await cases.bring(earlier, State.ISSUED)

    assert place_on(await Applicant.of(portal, earlier).open()) == "1"
    assert place_on(await neighbour.open()) == "2"
    assert await entered(portal) == ["2026-000002", "2026-000001"]
    assert (await notice_of(portal, earlier)).data["ordinal"] == "1"


@pytest.mark.clause("L-74.2")
async def test_each_category_has_a_list_of_its_own_at_each_provider(portal: Portal, cases: Cases) -> None:
    await cases.at(State.ISSUED, CITIZEN, category="orphan")
    portal.clock.move(minutes=1)
    others = [
        await cases.at(State.ISSUED, NEIGHBOUR, category="veteran"),
        await cases.at(State.ISSUED, NEIGHBOUR, category="orphan", provider="baiterek"),
        await cases.at(State.ISSUED, NEIGHBOUR, category="orphan"),
    ]

    assert [place_on(await Applicant.of(portal, one, NEIGHBOUR).open()) for one in others] == ["1", "1", "2"]


async def test_at_the_same_moment_the_registration_number_decides(portal: Portal, cases: Cases) -> None:
    first, second = await cases.at(State.SENT, CITIZEN), await cases.at(State.SENT, NEIGHBOUR)

    await cases.bring(second, State.ISSUED, NEIGHBOUR)
    await cases.bring(first, State.ISSUED, CITIZEN)

    assert place_on(await Applicant.of(portal, first).open()) == "1"
    assert place_on(await Applicant.of(portal, second, NEIGHBOUR).open()) == "2"


async def test_a_notice_whose_number_has_moved_is_made_anew_and_signed_anew(portal: Portal, cases: Cases) -> None:
    earlier, later = await earlier_and_later(portal, cases)
    officials, browser = Office(portal, later), await portal.at_work(HEAD)
    before = await officials.notice_to_sign()
    await cases.bring(earlier, State.ISSUED)

    # Looking at it changes nothing; signing it does.
    assert (await browser.get(f"{officials.base}/notice.pdf")).content == before
    await browser.post(f"{officials.base}/sign", files={"signature": ("n.p7s", portal.sign(HEAD, before))})
    await portal.work()
    after = await officials.sign()

    assert (await notice_of(portal, later)).data["ordinal"] == "2"
    assert (before == after, place_on(await Applicant.of(portal, later, NEIGHBOUR).open())) == (False, "2")


async def test_a_signature_over_the_old_number_issues_nothing(portal: Portal, cases: Cases) -> None:
    earlier, later = await earlier_and_later(portal, cases)
    officials, browser = Office(portal, later), await portal.at_work(HEAD)
    cms = portal.sign(HEAD, await officials.notice_to_sign())
    await cases.bring(earlier, State.ISSUED)

    answer = await browser.post(f"/en{officials.base}/sign", files={"signature": ("n.p7s", cms)})

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, [MOVED])
    notice = await notice_of(portal, later)
    assert (notice.issued_at, notice.pdf_sha256, notice.data["ordinal"]) == (None, None, "2")
    assert await entered(portal) == ["2026-000001"]


async def test_a_number_that_moves_while_the_signature_is_checked_is_not_issued(portal: Portal, cases: Cases) -> None:
    earlier, later = await earlier_and_later(portal, cases)
    officials = Office(portal, later)
    cms = portal.sign(HEAD, await officials.notice_to_sign())
    portal.lose_lists()
    await officials.send(cms)
    await cases.bring(earlier, State.ISSUED)

    portal.publish_lists()
    portal.clock.move(minutes=1)
    await portal.work()

    notice = await notice_of(portal, later)
    assert (notice.issued_at, notice.data["ordinal"]) == (None, "2")
    assert await entered(portal) == ["2026-000001"]
    await officials.sign()
    assert place_on(await Applicant.of(portal, later, NEIGHBOUR).open()) == "2"


async def test_a_notice_is_signed_by_whoever_is_head_when_it_is_signed(portal: Portal, cases: Cases) -> None:
    """The executor drafted it for the head of that day."""
    _, later = await earlier_and_later(portal, cases)
    notice = await notice_of(portal, later)

    assert (notice.signer_id, notice.data["signer"]) == (portal.position(HEAD), HEAD.full_name)
