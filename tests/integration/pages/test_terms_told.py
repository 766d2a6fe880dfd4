"""The way of an application in words: what is done in the past, what is missed as missed (R-5, S-4)."""

import pytest

from portal.demo.people import CITIZEN, EXECUTOR, HEAD, DemoPerson
from portal.kernel.language import Language
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.page_checks import Page
from tests.factories.portal import Portal

DAY = 24 * 60


async def opened(portal: Portal, person: DemoPerson, application_id: object, language: Language) -> Page:
    front = "cabinet" if person is CITIZEN else "provider"
    return await (await portal.at_work(person)).open(language.link(f"/{front}/applications/{application_id}"))


def told(page: Page, step: str) -> list[str]:
    """The mark and the title of a step, and its term."""
    line = f"//li[contains(@class, 'step')][@data-state='{step}']"
    return page.texts(f"{line}//*[@class='hidden' or @class='step-title' or @class='step-due' or @class='step-missed']")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("person", [CITIZEN, EXECUTOR])
async def test_done_is_told_in_the_past_now_with_its_term_and_ahead_as_ahead(
    portal: Portal, cases: Cases, language: Language, person: DemoPerson
) -> None:
    def say(text: str, **values: str) -> str:
        return portal.parts.rendering.text(language, text, **values)

    page = await opened(portal, person, await cases.at(State.EXAMINED), language)

    assert told(page, "name_executor") == [f"{say('Done')}:", say("The responsible executor was named")]
    mark, title, due = told(page, "examine")
    assert (mark, title) == (f"{say('Now')}:", say("Examination of the documents and drafting of the answer"))
    assert due.startswith(say("Due: %(date)s", date=""))
    mark, title, latest = told(page, "sign")[-3:]
    assert (mark, title) == (f"{say('Ahead')}:", say("Signing of the result"))
    assert latest.startswith(say("No later than: %(date)s", date=""))
    assert page.all("//li[@aria-current='step']/@data-state") == ["examine"]


@pytest.mark.clause("R-5.4")
@pytest.mark.clause("S-4.1")
@pytest.mark.parametrize("person", [CITIZEN, EXECUTOR])
@pytest.mark.parametrize(
    ("language", "days", "late", "answer_late"),
    [
        (Language.ENGLISH, 26, "late by 1 day", ""),
        (Language.ENGLISH, 27, "late by 2 days", ""),
        (Language.ENGLISH, 46, "late by 21 days", "late by 16 days"),
        (Language.KAZAKH, 26, "кешігуі: 1 күн", ""),
        (Language.KAZAKH, 46, "кешігуі: 21 күн", "кешігуі: 16 күн"),
        (Language.RUSSIAN, 26, "опоздание: 1 день", ""),
        (Language.RUSSIAN, 27, "опоздание: 2 дня", ""),
        (Language.RUSSIAN, 46, "опоздание: 21 день", "опоздание: 16 дней"),
    ],
)
async def test_what_is_undone_after_its_term_is_said_to_be_late_by_so_many_days(
    portal: Portal, cases: Cases, person: DemoPerson, language: Language, days: int, late: str, answer_late: str
) -> None:
    application_id = await cases.at(State.EXAMINED)
    portal.clock.move(days=days)

    page = await opened(portal, person, application_id, language)

    _, _, missed = told(page, "examine")
    assert missed.endswith(late)
    # What waits for it has no date any more, or the date would be wrong.
    assert len(told(page, "sign")[-2:]) == 2
    banner = page.texts("//*[@data-state='overdue']//*[@class='banner-body']/p[2]")
    assert [text.endswith(answer_late) for text in banner] == ([True] if answer_late else [])


@pytest.mark.parametrize("person", [CITIZEN, EXECUTOR])
@pytest.mark.parametrize("state", [State.ISSUED, State.REFUSED, State.DEFECTIVE, State.UNCONFIRMED])
async def test_a_missed_term_is_told_when_all_is_over(
    portal: Portal, cases: Cases, state: State, person: DemoPerson
) -> None:
    application_id = await cases.at(State.EXAMINED)
    portal.clock.move(days=46)
    await cases.bring(application_id, state, refusal=state is State.REFUSED)
    portal.clock.move(days=100)

    page = await opened(portal, person, application_id, Language.ENGLISH)

    done, missed = told(page, "examine")[-2:]
    assert done != "Examination of the documents and drafting of the answer"
    assert missed == "Done late. Due: 19 December 2026, done: 9 January 2027, 10:00, late by 21 days"
    late = page.texts("//p[@data-state='overdue'][@class='hint']")[0]
    assert late == "The answer came late. Due: 24 December 2026, done: 9 January 2027, 10:00, late by 16 days"


@pytest.mark.parametrize("state", [State.DEFECTIVE, State.UNCONFIRMED])
@pytest.mark.parametrize("language", Language)
async def test_nothing_says_of_a_step_that_was_never_made_that_it_was(
    portal: Portal, cases: Cases, state: State, language: Language
) -> None:
    page = await opened(portal, CITIZEN, await cases.at(state), language)

    text = page.text("//main")
    for never in ("The documents were examined, and the answer was drafted", "Signing of the result"):
        assert portal.parts.rendering.text(language, never) not in text
    assert page.texts("//*[@data-state='overdue']") == []


@pytest.mark.parametrize(("days", "due"), [(30, "24 December 2026"), (31, "late by 1 day")])
async def test_the_status_to_keep_says_so_too(portal: Portal, cases: Cases, days: int, due: str) -> None:
    application_id = await cases.at(State.EXAMINED)
    portal.clock.move(days=days)

    page = await (await portal.at_work(CITIZEN)).open(f"/en/cabinet/applications/{application_id}/status")

    assert page.text("//dt[.='Result due']/following-sibling::dd[1]").endswith(due)


async def test_an_answer_in_time_has_no_word_of_lateness(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.ISSUED)
    portal.clock.move(days=100)

    for person in (CITIZEN, HEAD):
        page = await opened(portal, person, application_id, Language.ENGLISH)
        assert page.texts("//*[@data-state='overdue']") == []


async def test_a_case_refused_after_its_draft_ends_its_way_with_the_refusal(portal: Portal, cases: Cases) -> None:
    """The draft was made; the refusal is another act, of which no step tells."""
    application_id = await cases.at(State.DRAFTED)
    await cases.bring(application_id, State.UNCONFIRMED)

    page = await opened(portal, CITIZEN, application_id, Language.ENGLISH)

    assert page.texts("//p[@class='step-title']")[-2:] == [
        "The documents were examined, and the answer was drafted",
        "Refused: the signature is not confirmed",
    ]


@pytest.mark.parametrize(
    ("language", "days", "late"),
    [
        (Language.KAZAKH, 26, "Кешігуі: 1 күн"),
        (Language.RUSSIAN, 28, "Опоздание: 3 дня"),
        (Language.ENGLISH, 26, "Late by 1 day"),
    ],
)
async def test_the_desk_says_since_when_a_case_is_overdue(
    portal: Portal, cases: Cases, language: Language, days: int, late: str
) -> None:
    await cases.at(State.EXAMINED)
    portal.clock.move(days=days)

    page = await (await portal.signed_in(EXECUTOR)).open(language.link("/provider"))

    (due,) = page.texts("//td[.//*[@data-state='overdue']]")
    assert due.endswith(late)
