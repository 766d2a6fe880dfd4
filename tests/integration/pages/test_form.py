"""Filling in the request: kept as typed, told what is wrong, found again as it was left (clause R-10.5)."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from portal.applications.tables import Application
from portal.demo.people import CITIZEN
from portal.kernel.language import Language
from portal.regulation.states import State
from tests.factories.answers import CATEGORY, CONSENT, PERSON
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.page_checks import Page
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, begun

pytestmark = pytest.mark.clause("R-10.5")

SON = {"member_name": "Сынақов Бала", "member_iin": "100701590098", "kinship": "son"}


async def answers_of(portal: Portal) -> dict[str, object]:
    (answers,) = await portal.rows(select(Application.answers))
    assert isinstance(answers, dict)
    return answers


async def refused(browser: Browser, path: str, data: dict[str, str]) -> Page:
    answer = await browser.post(path, data)
    assert answer.status_code == 422
    assert browser.page is not None
    return browser.page


def values_on(page: Page) -> dict[str, str]:
    """What the form's fields hold."""
    fields = page.all("//main//input[@type!='hidden' and @type!='checkbox']")
    return {str(one.get("name")): str(one.get("value", "")) for one in fields}


async def test_pressing_start_twice_starts_one_application(portal: Portal) -> None:
    first, second = await begun(portal), await begun(portal)

    assert first.base == second.base
    assert list(await portal.rows(select(func.count()).select_from(Application))) == [1]


async def test_pressing_start_in_four_windows_at_once_starts_one_application(portal: Portal) -> None:
    browser = await portal.signed_in(CITIZEN)
    await browser.token()

    answers = await asyncio.gather(*(browser.post("/cabinet/applications") for _ in range(4)))

    assert len({answer.headers["location"] for answer in answers}) == 1
    assert list(await portal.rows(select(func.count()).select_from(Application))) == [1]


async def test_nobody_applies_twice_at_a_time(portal: Portal, cases: Cases) -> None:
    under_way = await cases.at(State.EXAMINED)

    citizen = await begun(portal)

    assert UUID(citizen.application_id) == under_way


@pytest.mark.parametrize("state", [State.REFUSED, State.DEFECTIVE])
async def test_after_a_refusal_one_can_apply_again(portal: Portal, cases: Cases, state: State) -> None:
    refused_before = await cases.at(state)

    citizen = await begun(portal)

    assert UUID(citizen.application_id) != refused_before
    assert (await citizen.open()).state in ("todo", "done")


async def test_a_draft_is_found_again_as_it_was_left(portal: Portal) -> None:
    citizen = await begun(portal)
    typed = {**PERSON, "surname": "  Сынақова ", "phone": "8 (701) 000-00-00", "addr_live": "Абай <5> & 'қ'"}
    await citizen.submit("/sections/person", typed)

    portal.clock.move(days=3)

    assert values_on(await citizen.open("/sections/person")) == typed


async def test_everything_wrong_is_told_at_once_and_what_was_typed_is_kept(portal: Portal) -> None:
    citizen = await begun(portal)
    typed = {**PERSON, "surname": "", "given_name": "Aсель", "phone": "12", "email": "a"}

    page = await refused(await citizen.browser(), f"/en{citizen.base}/sections/person", typed)

    assert page.errors == [
        "Fill in “Surname”",
        "One word mixes Cyrillic and Latin letters",
        "Enter the full phone number. Pattern: +7 701 000 00 00",
        "Check the e-mail address. Pattern: aty@example.kz",
    ]
    assert page.all("//*[contains(@class, 'error-summary')]//a/@href") == [
        "#surname",
        "#given_name",
        "#phone",
        "#email",
    ]
    assert (values_on(page), await answers_of(portal)) == (typed, {**typed, "no_surname": ""})
    assert [one.get("id") for one in page.all("//*[@aria-invalid='true']")] == [
        "surname",
        "given_name",
        "phone",
        "email",
    ]


@pytest.mark.parametrize("language", Language)
async def test_the_sections_follow_each_other_in_the_language_of_the_page(portal: Portal, language: Language) -> None:
    citizen = await begun(portal)
    browser, base = await citizen.browser(), language.link(citizen.base)

    led_to = [
        await browser.submit(f"{base}/sections/person", PERSON),
        await browser.submit(f"{base}/sections/category", CATEGORY),
        await browser.submit(f"{base}/family", {"alone": "yes"}),
        await browser.submit(f"{base}/sections/consent", CONSENT),
    ]

    assert led_to == [f"{base}/sections/category", f"{base}/family", f"{base}/documents", base]


async def test_a_place_that_nobody_serves_is_not_kept(portal: Portal) -> None:
    citizen = await begun(portal)

    page = await refused(
        await citizen.browser(), f"/en{citizen.base}/sections/category", {**CATEGORY, "provider": "atlantis"}
    )

    assert page.errors == ["Choose the place from the list"]
    assert (await answers_of(portal))["provider"] == ""


@pytest.mark.clause("S-7")
async def test_several_grounds_of_need_are_kept_and_found_again(portal: Portal) -> None:
    citizen = await begun(portal)
    ticked: dict[str, Any] = {**CATEGORY, "need_ground": ["6", "4"]}

    assert await citizen.submit("/sections/category", ticked) == f"{citizen.base}/family"

    page = await citizen.open("/sections/category")
    assert page.all("//input[@name='need_ground']/@value") == ["1", "4", "5", "6"]
    assert page.all("//input[@name='need_ground'][@checked]/@value") == ["4", "6"]


@pytest.mark.clause("S-7.1.5")
async def test_for_an_emergency_home_no_ground_of_need_is_asked(portal: Portal) -> None:
    citizen = await begun(portal)
    emergency = {code: value for code, value in CATEGORY.items() if code != "need_ground"} | {"category": "emergency"}

    assert await citizen.submit("/sections/category", emergency) == f"{citizen.base}/family"

    page = await citizen.open("/sections/category")
    assert page.all("//*[@data-unless='category=emergency']//input/@name") == ["need_ground"] * 4


@pytest.mark.clause("L-71.1")
async def test_where_the_category_is_chosen_a_minor_s_guardian_is_led_to_the_centre(portal: Portal) -> None:
    citizen = await begun(portal)

    page = await (await citizen.browser()).open(f"/en{citizen.base}/sections/category")

    (note,) = page.all("//input[@name='category'][@value='orphan']/@aria-describedby")
    assert page.text(f"//*[@id='{note}']").startswith("For a minor, the guardian")


async def test_the_overview_tells_how_far_each_section_is(portal: Portal) -> None:
    citizen = await begun(portal)
    before = (await citizen.open()).all("//li//*/@data-state")
    await citizen.submit("/sections/person", PERSON)
    await refused(await citizen.browser(), f"{citizen.base}/sections/category", {"category": "public"})

    page = await citizen.open()

    assert before == ["todo"] * 5
    assert page.all("//li//*/@data-state") == ["done", "doing", "todo", "todo", "todo"]
    assert page.all("//main//form") == []


@pytest.mark.clause("S-9.2")
async def test_the_overview_names_the_documents_that_are_missing(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.draft(category="public", cosmonaut="no", need_ground="4"))

    page = await (await citizen.browser()).open(f"/en{citizen.base}")

    assert page.by_testid("task-documents") == (
        "Documents Attach: Certificate from your place of work or service, "
        "Certificate of the competent body on your ground of need Not started"
    )


async def saved(browser: Browser, path: str, data: dict[str, str]) -> tuple[int, bool]:
    """What a change saved in the background is answered: the status, and whether it says that it is saved."""
    fields = {"csrf": await browser.token(), **data}
    answer = await browser.send("POST", path, data=fields, headers={"hx-request": "true"})
    return answer.status_code, "Draft saved: " in answer.text and "<" not in answer.text


async def test_a_change_is_saved_in_the_background_however_wrong(portal: Portal) -> None:
    citizen = await begun(portal)

    answer = await saved(await citizen.browser(), f"/en{citizen.base}/sections/person", {"phone": "12"})

    assert (answer, (await answers_of(portal))["phone"]) == ((200, True), "12")


async def test_a_save_that_was_overtaken_changes_nothing(portal: Portal) -> None:
    citizen = await begun(portal)
    browser, path = await citizen.browser(), f"/en{citizen.base}/sections/person"

    for changes, phone in (("2", "222"), ("1", "111"), ("3", "333")):
        assert await saved(browser, path, {"page": "a", "changes": changes, "phone": phone}) == (200, True)
        assert (await answers_of(portal))["phone"] == ("222" if phone == "111" else phone)
    assert await saved(browser, path, {"page": "another", "changes": "1", "phone": "444"}) == (200, True)
    assert (await answers_of(portal))["phone"] == "444"


@pytest.mark.clause("S-9.2")
async def test_family_members_come_and_go(portal: Portal) -> None:
    citizen = await begun(portal)

    assert await citizen.submit("/family/members", SON) == f"{citizen.base}/family"
    page = await citizen.open("/family")
    assert "Сынақов Бала" in page.by_testid("member-1")
    assert page.all("//input[@id='alone']") == []
    assert await citizen.submit("/family") == f"{citizen.base}/documents"

    assert await citizen.submit("/family/members/remove", {"member": SON["member_iin"]}) == f"{citizen.base}/family"
    assert (await citizen.open("/family")).all("//*[@data-testid='member-1']") == []


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"member_iin": CITIZEN.iin}, ["This is your own IIN. Enter the family member's."]),
        ({"member_iin": "100701590099"}, ["Invalid IIN: check digit does not match. Check the digits."]),
        ({"member_name": "", "kinship": "friend"}, ["Fill in “Full name”", "Choose who this person is to you"]),
    ],
)
async def test_a_member_that_cannot_be_added_is_told(
    portal: Portal, changed: dict[str, str], errors: list[str]
) -> None:
    citizen = await begun(portal)

    page = await refused(await citizen.browser(), f"/en{citizen.base}/family/members", {**SON, **changed})

    assert (page.errors, page.all("//input[@id='member_iin']/@value")) == (errors, [{**SON, **changed}["member_iin"]])
    assert "family" not in await answers_of(portal)


async def test_the_same_member_is_not_added_twice(portal: Portal) -> None:
    citizen = await begun(portal)
    await citizen.submit("/family/members", SON)

    page = await refused(await citizen.browser(), f"/en{citizen.base}/family/members", SON)

    assert page.errors == ["This IIN is already in the list"]


async def test_the_family_must_be_told(portal: Portal) -> None:
    citizen = await begun(portal)

    page = await refused(await citizen.browser(), f"/en{citizen.base}/family", {})

    assert page.errors == ["Add a family member or tick “I live alone”"]


async def test_the_answers_to_check_are_those_that_are_signed(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.draft(phone="8 701 000 00 00"))
    await citizen.make_request()

    page = await (await citizen.browser()).open(f"/en{citizen.base}/sign")

    rows = dict(zip(page.texts("//main//dt"), page.texts("//main//dd"), strict=True))
    assert rows["Surname"] == "Сынақова"
    assert rows["Mobile phone number"] == "+77010000000"
    assert rows["Place"] == "Oral city"
    assert rows["IIN"] == CITIZEN.iin
