"""Lists: in pages, in order, and with as many questions to the database for forty rows as for one."""

from uuid import UUID

import pytest

from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, OTHER_CLERK, DemoPerson
from portal.messages.kinds import MessageKind
from portal.messages.tell import tell
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.page_checks import Page
from tests.factories.portal import Portal
from tests.factories.statements import statements
from tests.integration.acts.steps import desk

MANY = 40
DESKS = {State.DELIVERED: CLERK, State.REGISTERED: HEAD, State.EXAMINED: EXECUTOR}


async def counted(portal: Portal, person: DemoPerson, path: str) -> tuple[int, int]:
    """Rows on the page, and statements it took."""
    browser = await portal.signed_in(person)
    with statements() as said:
        page = await browser.open(path)
    return len(page.all("//tr[@data-testid] | //article[@data-testid]")), len(said)


def numbers(page: Page) -> list[str]:
    return [str(row).removeprefix("case-") for row in page.all("//tr[@data-testid]/@data-testid")]


async def test_the_cabinet_asks_as_much_for_forty_applications_as_for_one(portal: Portal, cases: Cases) -> None:
    await cases.at(State.SENT)
    one, asked_for_one = await counted(portal, CITIZEN, "/cabinet")
    for _ in range(MANY - 1):
        await cases.at(State.SENT)

    many, asked_for_many = await counted(portal, CITIZEN, "/cabinet")

    assert (one, many) == (1, 20)
    assert asked_for_many == asked_for_one <= 6


async def test_a_desk_asks_as_much_for_forty_cases_as_for_one(portal: Portal, cases: Cases) -> None:
    ids = [await cases.at(State.SENT) for _ in range(MANY)]
    asked: dict[str, list[tuple[int, int]]] = {}
    for state, person in DESKS.items():
        await cases.bring(ids[0], state)
        asked[person.key] = [await counted(portal, person, "/provider")]
        for application_id in ids[1:]:
            await cases.bring(application_id, state)
        asked[person.key].append(await counted(portal, person, "/provider"))

    assert {key: [rows for rows, _ in found] for key, found in asked.items()} == {key: [1, 20] for key in asked}
    assert {key: one == many for key, ((_, one), (_, many)) in asked.items()} == dict.fromkeys(asked, True)
    assert max(count for found in asked.values() for _, count in found) <= 6


async def test_the_messages_ask_as_much_for_forty_as_for_one(portal: Portal) -> None:
    asked = []
    for count in (1, MANY - 1):
        async with portal.parts.transactions.writing() as session:
            for index in range(count):
                tell(
                    session,
                    portal.account(CITIZEN),
                    MessageKind.ACCEPTED,
                    UUID(int=index),
                    {"number": "1"},
                    portal.clock.now(),
                )
        asked.append(await counted(portal, CITIZEN, "/cabinet/messages"))

    assert [rows for rows, _ in asked] == [1, 20]
    assert asked[0][1] == asked[1][1] <= 6


@pytest.mark.clause("R-5.2")
async def test_the_oldest_case_is_the_first_on_a_desk_and_nothing_is_left_out(portal: Portal, cases: Cases) -> None:
    for _ in range(22):
        await cases.at(State.DELIVERED)
        portal.clock.move(minutes=1)
    browser = await portal.signed_in(CLERK)

    first, second = await browser.open("/provider"), await browser.open("/provider?page=2")

    assert numbers(first) + numbers(second) == [f"2026-{number:06d}" for number in range(1, 23)]
    assert (len(numbers(first)), first.all("//a[@rel]/@href"), second.all("//a[@rel]/@href")) == (
        20,
        ["/provider?page=2"],
        ["/provider?page=1"],
    )


async def test_the_newest_application_is_the_first_in_the_cabinet(portal: Portal, cases: Cases) -> None:
    for _ in range(3):
        await cases.at(State.SENT)
        portal.clock.move(minutes=1)
    page = await (await portal.signed_in(CITIZEN)).open("/cabinet")

    rows = [str(row) for row in page.all("//tr[@data-testid]/@data-testid")]
    assert rows == ["application-2026-000003", "application-2026-000002", "application-2026-000001"]


async def test_a_page_beyond_the_last_is_empty(portal: Portal, cases: Cases) -> None:
    await cases.at(State.DELIVERED)

    page = await (await portal.signed_in(CLERK)).open("/provider?page=99999")

    assert numbers(page) == []


@pytest.mark.clause("R-5.2")
@pytest.mark.clause("R-5.3")
@pytest.mark.parametrize(
    ("state", "minutes", "late"),
    [
        (State.DELIVERED, 15, False),
        (State.DELIVERED, 16, True),
        (State.REGISTERED, 24 * 60 + 13 * 60 + 59, False),
        (State.REGISTERED, 24 * 60 + 14 * 60, True),
        (State.EXAMINED, 25 * 24 * 60 + 13 * 60 + 59, False),
        (State.EXAMINED, 25 * 24 * 60 + 14 * 60, True),
    ],
)
async def test_a_desk_shows_what_is_overdue(
    portal: Portal, cases: Cases, state: State, minutes: int, *, late: bool
) -> None:
    """Fifteen minutes of the office's time; one day, and twenty-five, to their midnight in Oral."""
    await cases.at(state)
    portal.clock.move(minutes=minutes)

    page = await (await portal.signed_in(DESKS[state])).open("/provider")

    assert ("overdue" in page.all("//td//*/@data-state")) is late


async def test_an_official_sees_nothing_of_another_provider(portal: Portal, cases: Cases) -> None:
    await cases.at(State.DELIVERED)
    await cases.at(State.DELIVERED, provider="baiterek")

    assert await desk(portal, CLERK, OTHER_CLERK) == [["2026-000001"], ["2026-000002"]]


async def test_messages_are_marked_as_read_by_a_press(portal: Portal, cases: Cases) -> None:
    await cases.at(State.DELIVERED)
    browser = await portal.signed_in(CITIZEN)
    page = await browser.open("/cabinet/messages")
    assert page.texts("//*[@class='letter-new']") == [portal.say("New message")]
    assert page.text("//nav//*[@class='count']") == f"1 {portal.say('unread')}"

    assert await browser.submit("/cabinet/messages/read") == "/cabinet/messages"

    page = await browser.open("/cabinet/messages")
    assert page.all("//*[@class='letter-new'] | //nav//*[@class='count']") == []
