"""Who holds two positions works in both: on the desk, on the page of a case, and in every act."""

from uuid import UUID

import pytest
from sqlalchemy import select

from portal.applications.tables import Application
from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, NEIGHBOUR
from portal.journal.tables import JournalEntry
from portal.providers.tables import Role
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.page_checks import Page
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office

pytestmark = pytest.mark.clause("R-7.1")


def headings(page: Page) -> list[str]:
    return page.texts("//h2/a")


def on_desk(page: Page) -> list[str]:
    return [str(row).removeprefix("case-") for row in page.all("//tr[@data-testid]/@data-testid")]


async def test_both_desks_are_on_one_page_and_each_has_its_own(portal: Portal, cases: Cases) -> None:
    """The clerk of one provider is the head of another one, too."""
    await cases.at(State.DELIVERED)
    await cases.at(State.REGISTERED, NEIGHBOUR, provider="baiterek")
    as_head = await portal.appoint(CLERK, Role.HEAD, "baiterek")
    browser = await portal.at_work(CLERK)

    both = await browser.open("/en/provider")
    one = await browser.open(f"/en/provider/positions/{as_head}")

    assert (both.texts("//h1"), headings(both)) == (
        ["Workplace"],
        ["Incoming applications", "For resolution and signature"],
    )
    assert on_desk(both) == ["2026-000001", "2026-000002"]
    assert (one.texts("//h1"), headings(one), on_desk(one)) == (["For resolution and signature"], [], ["2026-000002"])


async def test_a_desk_of_somebody_else_is_not_there(portal: Portal) -> None:
    browser = await portal.at_work(CLERK)

    assert (await browser.get(f"/provider/positions/{portal.position(HEAD)}")).status_code == 404


async def test_each_case_is_worked_on_in_the_position_of_its_provider(portal: Portal, cases: Cases) -> None:
    """The younger position, at the other provider, opens the head's acts there and only there."""
    here, there = await cases.at(State.DELIVERED), await cases.at(State.REGISTERED, NEIGHBOUR, provider="baiterek")
    await portal.appoint(CLERK, Role.HEAD, "baiterek")
    browser = await portal.at_work(CLERK)

    at_home, abroad = [await browser.open(f"/en/provider/applications/{case}") for case in (here, there)]
    refused = await browser.post(f"/provider/applications/{there}/register")
    led_to = await browser.submit(f"/provider/applications/{here}/register")

    assert at_home.texts("//section[@class='work']/h2") == ["Register the application"]
    assert abroad.texts("//section[@class='work']/h2") == ["Write the resolution"]
    assert (refused.status_code, led_to) == (404, "/provider")


async def test_a_head_who_examines_too_takes_a_case_to_its_end(portal: Portal, cases: Cases) -> None:
    """From the head's resolution to the signature, every act in the position it belongs to."""
    application_id = await cases.at(State.REGISTERED)
    as_executor = await portal.appoint(HEAD, Role.EXECUTOR, "oral")
    office = Office(portal, application_id)

    await office.submit(HEAD, "/executor", {"executor": str(as_executor)})
    examining = await office.open(HEAD)
    await office.submit(HEAD, "/notice")
    await cases.make_pdf(application_id)
    await office.sign()

    assert examining.texts("//section[@class='work']/h2") == ["Құжаттарды қарау"]
    assert await Applicant.of(portal, application_id, CITIZEN).state() == "issued"
    assert await done(portal, application_id) == [
        ("name_executor", "head"),
        ("draft_notice", "executor"),
        ("sign_notice", "head"),
    ]


async def done(portal: Portal, application_id: UUID) -> list[tuple[str, str]]:
    """Act and actor of what the head's account did."""
    by_head = JournalEntry.account_id == portal.account(HEAD)
    mine = select(JournalEntry.act, JournalEntry.actor).where(by_head, JournalEntry.subject_id == application_id)
    async with portal.parts.transactions.reading() as session:
        return [(row.act, row.actor) for row in await session.execute(mine.order_by(JournalEntry.id))]


async def test_two_positions_of_one_role_at_one_provider_have_one_desk_and_one_form(
    portal: Portal, cases: Cases
) -> None:
    """As when somebody is appointed anew before the old position ends."""
    application_id = await cases.at(State.DELIVERED)
    await portal.appoint(CLERK, Role.CLERK, "oral")
    browser = await portal.at_work(CLERK)

    desk = await browser.open("/en/provider")
    case = await browser.open(f"/en/provider/applications/{application_id}")

    assert (desk.texts("//h1"), on_desk(desk)) == (["Incoming applications"], ["2026-000001"])
    assert case.texts("//section[@class='work']/h2") == ["Register the application"]


async def test_an_executor_of_two_providers_sees_what_was_given_to_each_position(portal: Portal, cases: Cases) -> None:
    given, other = await cases.at(State.EXAMINED), await cases.at(State.EXAMINED, NEIGHBOUR, provider="baiterek")
    there = await portal.appoint(EXECUTOR, Role.EXECUTOR, "baiterek")
    browser = await portal.at_work(EXECUTOR)
    before = [(await browser.get(f"/provider/applications/{case}")).status_code for case in (given, other)]
    async with portal.parts.transactions.writing() as session:
        (await session.get_one(Application, other)).executor_id = there

    after = [(await browser.get(f"/provider/applications/{case}")).status_code for case in (given, other)]

    assert (before, after) == ([200, 404], [200, 200])
