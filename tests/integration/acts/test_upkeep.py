"""What the clock does by itself: positions begin and end, files of today are kept however far it is moved."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from portal.demo.people import EXECUTOR, HEAD, SECOND_EXECUTOR, DemoPerson
from portal.providers.find import holdings, staff
from portal.providers.tables import Position, Role
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.portal import Portal

HOUR = timedelta(hours=1)


async def appoint(portal: Portal, person: DemoPerson, **changes: object) -> None:
    async with portal.parts.transactions.writing() as session:
        await session.execute(update(Position).where(Position.id == portal.position(person)).values(**changes))


async def executors(portal: Portal) -> set[UUID]:
    async with portal.parts.transactions.reading() as session:
        (held,) = await holdings(session, portal.account(HEAD), portal.clock.now())
        return {one.id for one in await staff(session, held.provider_id, Role.EXECUTOR, portal.clock.now())}


@pytest.mark.clause("R-7.2")
async def test_whoever_begins_tomorrow_or_has_left_is_not_named(portal: Portal, cases: Cases) -> None:
    now = portal.clock.now()
    await appoint(portal, EXECUTOR, since=now + HOUR)
    await appoint(portal, SECOND_EXECUTOR, until=now)
    application_id = await cases.at(State.REGISTERED)
    assert await executors(portal) == set()

    browser = await portal.signed_in(HEAD)
    chosen = {"executor": str(portal.position(EXECUTOR))}
    answer = await browser.post(f"/provider/applications/{application_id}/executor", chosen)
    assert answer.status_code == 404

    portal.clock.move(hours=1)
    assert await executors(portal) == {portal.position(EXECUTOR)}


async def test_a_file_of_today_is_kept_however_far_the_clock_is_moved(portal: Portal) -> None:
    """It may have been written a moment ago, by somebody whose row is not committed yet."""
    digests = [
        await files.put(b"%PDF-1.7")
        for files in (portal.parts.scan_files, portal.parts.scan_quarantine.part(str(UUID(int=1))))
    ]
    portal.clock.move(days=400)

    await portal.work()

    assert await portal.parts.scan_files.get(digests[0]) == b"%PDF-1.7"
    assert await portal.parts.scan_quarantine.part(str(UUID(int=1))).get(digests[1]) == b"%PDF-1.7"
