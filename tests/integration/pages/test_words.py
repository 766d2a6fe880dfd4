"""What people read of the law and of their application, on its page: the words that `words/<language>.toml` holds."""

import tomllib
from pathlib import Path

import pytest

from portal.demo.people import CITIZEN
from portal.kernel.language import Language
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.page_checks import Page
from tests.factories.portal import Portal
from tests.integration.acts.test_notice_withdrawn import withdrawn

BANNER_TITLE, BANNER = "//*[contains(@class, 'banner-title')]", "//*[contains(@class, 'banner')]//p"
STATUS = "//main//*[@data-state]"

FOLDER = Path(__file__).parent / "words"
FILES = {one: FOLDER / f"{one.value}.toml" for one in Language}
HELD = {one: tomllib.loads(file.read_text(encoding="utf-8")) for one, file in FILES.items() if file.exists()}
each = pytest.mark.parametrize("language", HELD)


async def opened(portal: Portal, language: Language, path: str) -> Page:
    browser = await portal.at_work(CITIZEN)
    return await browser.open(language.link(path))


@each
async def test_a_page_is_called_and_closed_in_its_own_language(portal: Portal, language: Language) -> None:
    page, held = await portal.browser().open(language.link("/")), HELD[language]

    said = [page.text("//title"), page.heading, page.texts("//footer//p")[0]]
    assert said == [held["title"], held["heading"], held["footer"]]


@each
@pytest.mark.clause("S-7")
async def test_the_service_page_says_who_is_in_need_and_what_the_decree_rests_on(
    portal: Portal, language: Language
) -> None:
    page, held = await portal.browser().open(language.link("/services/housing-queue")), HELD[language]

    words = [held[name] for name in ("citizens", "in_need", "checked_twice", "decree")]
    assert [text for text in page.texts("//main//p") if text in words] == words


@each
@pytest.mark.parametrize("state", [State.DRAFTED, State.ISSUED])
async def test_a_state_is_said_on_its_page_and_in_the_table_and_keeps_its_code(
    portal: Portal, cases: Cases, state: State, language: Language
) -> None:
    application_id = await cases.at(state)

    for path in (f"/cabinet/applications/{application_id}", "/cabinet"):
        page = await opened(portal, language, path)
        assert (page.state, page.texts(STATUS)[0]) == (state.value, HELD[language][state.value])


@each
@pytest.mark.clause("R-10.7")
@pytest.mark.clause("R-10.10")
@pytest.mark.parametrize("state", [State.DEFECTIVE, State.UNCONFIRMED])
async def test_a_refusal_is_told_on_the_page_and_by_a_message_that_says_what_it_is(
    portal: Portal, cases: Cases, state: State, language: Language
) -> None:
    application_id, held = await cases.at(state), HELD[language]

    page = await opened(portal, language, f"/cabinet/applications/{application_id}")
    messages = await opened(portal, language, "/cabinet/messages")

    told = [page.texts(BANNER_TITLE)[0], messages.texts("//article//h2")[0]]
    assert told == [held[f"{state.value}_banner"], held[f"{state.value}_message"]]


@pytest.mark.clause("R-10.11b")
@pytest.mark.parametrize("refusal", [False, True])
async def test_a_withdrawn_answer_promises_a_place_only_to_whom_it_gave_one(
    portal: Portal, cases: Cases, refusal: bool
) -> None:
    citizen, _, _ = await withdrawn(portal, cases, refusal=refusal)

    for language, held in HELD.items():
        said = held["signed_anew"] if refusal else f"{held['signed_anew']} {held['place_kept']}"
        page = await opened(portal, language, citizen.base)
        messages = await opened(portal, language, "/cabinet/messages")
        assert (page.texts(BANNER)[-1], said in messages.texts("//article[1]//p")) == (said, True)
