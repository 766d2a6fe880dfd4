"""What the citizen is shown of an application: where it is, by when it is answered (R-3.d, R-10.11, S-4.1, S-9.2)."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from portal.applications.deliver import deliver_request
from portal.demo.people import CITIZEN, PROVIDERS
from portal.kernel.language import Language, text_in
from portal.messages.tables import Message
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.portal import Portal

STEPS = ("sign", "deliver", "register", "name_executor", "examine", "sign", "answer")
WAY = {
    State.CHECKING: (),
    State.SENT: ("done", "now", "later", "later", "later", "later", "later"),
    State.DELIVERED: ("done", "done", "now", "later", "later", "later", "later"),
    State.REGISTERED: ("done", "done", "done", "now", "later", "later", "later"),
    State.EXAMINED: ("done", "done", "done", "done", "now", "later", "later"),
    State.DRAFTED: ("done", "done", "done", "done", "done", "now", "later"),
    State.ISSUED: ("done", "done", "done", "done", "done", "done"),
    State.REFUSED: ("done", "done", "done", "done", "done", "done"),
    State.DEFECTIVE: ("done", "done", "done", "done", "done"),
}


@pytest.mark.parametrize("state", WAY)
async def test_every_step_is_shown_with_how_far_it_is(portal: Portal, cases: Cases, state: State) -> None:
    application_id = await cases.at(state)

    page = await (await portal.at_work(CITIZEN)).open(f"/cabinet/applications/{application_id}")

    assert tuple(page.all("//li[@data-stage]/@data-stage")) == WAY[state]
    assert tuple(page.all("//li[@data-stage]/@data-state")) == STEPS[: len(WAY[state])]


@pytest.mark.clause("S-4.1")
@pytest.mark.clause("S-9.2")
@pytest.mark.clause("R-10.11b")
@pytest.mark.parametrize(
    ("arrived_at", "due"),
    [
        (datetime(2026, 11, 24, 18, 59, 59, tzinfo=UTC), "24 December 2026"),
        (datetime(2026, 11, 24, 19, 0, 0, tzinfo=UTC), "25 December 2026"),
    ],
)
async def test_the_day_of_the_result_is_thirty_days_from_the_day_of_arrival_in_oral(
    portal: Portal, cases: Cases, arrived_at: datetime, due: str
) -> None:
    portal.clock.set(arrived_at)
    base = f"/en/cabinet/applications/{await cases.at(State.DELIVERED)}"
    browser = await portal.signed_in(CITIZEN)

    page, status = await browser.open(base), await browser.open(f"{base}/status")

    assert page.text("//p[@class='lead']").replace("\u00a0", " ") == f"Result due: {due}"
    rows = dict(zip(status.texts("//dt"), status.texts("//dd"), strict=True))
    assert rows["Result due"].replace("\u00a0", " ") == due
    assert rows["Service recipient (applicant)"] == CITIZEN.full_name


@pytest.mark.clause("R-10.8")
async def test_a_request_delivered_twice_is_accepted_once(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.DELIVERED)

    for _ in range(2):
        async with portal.parts.transactions.writing() as session:
            await deliver_request(session, application_id, {"registrationNumber": "2026-000001"}, portal.clock.now())

    assert list(await portal.rows(select(func.count()).select_from(Message))) == [1]


@pytest.mark.clause("R-3.d")
async def test_a_letter_stays_in_the_language_it_was_issued_in(portal: Portal, cases: Cases) -> None:
    base = f"/cabinet/applications/{await cases.at(State.ISSUED)}"
    browser = await portal.signed_in(CITIZEN)

    pages = [await browser.open(language.link(f"{base}/notice")) for language in Language]

    assert len({page.text("//article") for page in pages}) == 1
    assert [page.all("//article/@lang") for page in pages] == [["kk"]] * len(Language)


@pytest.mark.parametrize("language", Language)
async def test_the_provider_is_named_in_the_language_of_the_page(
    portal: Portal, cases: Cases, language: Language
) -> None:
    """In Kazakh where it has no name in it."""
    draft, sent = await cases.draft(), await cases.at(State.REGISTERED)
    browser = await portal.at_work(CITIZEN)

    status = await browser.open(language.link(f"/cabinet/applications/{sent}/status"))
    section = await browser.open(language.link(f"/cabinet/applications/{draft}/sections/category"))

    assert text_in(PROVIDERS[0].name, language) in status.texts("//dd")
    offered = [text_in(provider.settlement, language) for provider in PROVIDERS]
    assert sorted(section.texts("//select[@id='provider']/option[@value != '']")) == sorted(offered)


async def test_the_page_to_keep_has_the_machine_s_code_beside_the_word(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.EXAMINED)

    page = await (await portal.at_work(CITIZEN)).open(f"/cabinet/applications/{application_id}/status")

    assert page.all("//h1/@data-state") == ["examined"]
