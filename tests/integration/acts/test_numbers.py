"""Registration numbers: one each, none left out, whoever comes at the same time."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from portal.applications.tables import Application
from portal.demo.people import CITIZEN, NEIGHBOUR
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant

pytestmark = pytest.mark.clause("R-10.8")

AT_ONCE = 20


async def numbers(portal: Portal) -> list[str]:
    given = select(Application.registration_number).where(Application.registration_number.is_not(None))
    return sorted(await portal.rows(given))


async def test_numbers_given_at_the_same_time_are_unique_and_without_a_gap(portal: Portal, cases: Cases) -> None:
    people = [CITIZEN, NEIGHBOUR] * (AT_ONCE // 2)
    applicants = [Applicant.of(portal, await cases.ready(person), person) for person in people]
    signatures = [await one.sign() for one in applicants]

    led_to = await asyncio.gather(*(one.send(cms) for one, cms in zip(applicants, signatures, strict=True)))

    assert led_to == ["/sent"] * AT_ONCE
    assert await numbers(portal) == [f"2026-{number:06d}" for number in range(1, AT_ONCE + 1)]


async def test_a_refused_signature_takes_no_number(portal: Portal, cases: Cases) -> None:
    for signer in (NEIGHBOUR, CITIZEN):
        applicant = Applicant.of(portal, await cases.ready())
        await applicant.send(portal.sign(signer, await applicant.download("/request.json")))

    assert await numbers(portal) == ["2026-000001"]


@pytest.mark.parametrize(
    ("arrived_at", "number"),
    [
        (datetime(2026, 12, 31, 18, 59, 59, tzinfo=UTC), "2026-000001"),
        (datetime(2026, 12, 31, 19, 0, 0, tzinfo=UTC), "2027-000001"),
    ],
)
async def test_the_year_is_that_of_the_provider_s_own_clock(
    portal: Portal, cases: Cases, arrived_at: datetime, number: str
) -> None:
    """In Oral the new year begins five hours before that of UTC."""
    portal.clock.set(arrived_at)

    await cases.at(State.SENT)

    assert await numbers(portal) == [number]


async def test_each_year_begins_with_one(portal: Portal, cases: Cases) -> None:
    for year in (2026, 2026, 2027, 2026):
        portal.clock.set(datetime(year, 6, 1, 5, tzinfo=UTC))
        await cases.at(State.SENT)

    assert await numbers(portal) == ["2026-000001", "2026-000002", "2026-000003", "2027-000001"]
