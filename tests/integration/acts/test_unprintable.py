"""A character that the font of the letters lacks is refused where it is typed; from elsewhere, nobody can sign it."""

import pytest
from sqlalchemy import select, update

from portal.demo.people import CITIZEN, EXECUTOR, HEAD
from portal.kernel.language import Language
from portal.notices.tables import Notice
from portal.providers.tables import Position
from portal.regulation.states import State
from tests.factories.answers import PERSON
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.factories.sink import SINK
from tests.integration.acts.steps import Office, desk

NAME, CORRECT = "王小明", "Үкібаева Ғалия"


TOLD = "These characters cannot be printed in a letter: %(characters)s. Write it in Cyrillic or Latin letters."


@pytest.mark.clause("R-5.4")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("path", "field", "data"),
    [
        ("/refusal", "facts", {"ground": "damage", "facts": "Үй өртенген 😀"}),
        ("/defects", "defect_words", {"defect-other": "missing", "defect_words": "Екінші бет 😀"}),
    ],
)
async def test_an_official_is_told_which_character_cannot_be_printed(
    portal: Portal, cases: Cases, language: Language, path: str, field: str, data: dict[str, str]
) -> None:
    office = Office(portal, await cases.at(State.EXAMINED))
    browser = await portal.at_work(EXECUTOR)

    answer = await browser.post(language.link(office.base + path), data)

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, [portal.say(TOLD, language, characters="😀")])
    assert browser.page.text(f"//*[@id='{field}']") == data[field]
    assert await notices(portal) == []


@pytest.mark.clause("R-10.5")
@pytest.mark.parametrize("language", Language)
async def test_a_citizen_is_told_which_letters_of_the_name_cannot_be_printed(
    portal: Portal, cases: Cases, language: Language
) -> None:
    application_id, browser = await cases.draft(), await portal.signed_in(CITIZEN)
    path = language.link(f"/cabinet/applications/{application_id}/sections/person")

    answer = await browser.post(path, {**PERSON, "given_name": NAME})

    assert browser.page is not None
    told = portal.say(TOLD, language, characters=" ".join(NAME))
    assert (answer.status_code, browser.page.errors) == (422, [told])


async def call_the_head(portal: Portal, name: str) -> None:
    """Such a name may come from an older row; every field refuses it."""
    async with portal.parts.transactions.writing() as session:
        position = portal.position(HEAD)
        await session.execute(update(Position).where(Position.id == position).values(full_name=name))


@pytest.mark.clause("R-5.5")
async def test_a_letter_that_cannot_be_printed_waits_until_it_is_drafted_again(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.EXAMINED)
    office = Office(portal, application_id)
    await call_the_head(portal, NAME)
    SINK.watch(NAME, "the head's name")

    async with portal.outside() as outside:
        await office.draft_notice()
        await outside.worker.run_due()
        page = await (await portal.at_work(HEAD)).open(f"/en{office.base}")
        assert page.all("//p[@data-state='unprintable']/text()") == [
            f"The font of the letters lacks these characters: {NAME}"
        ]
        assert page.all("//*[@hx-get] | //form[contains(@action, '/sign')] | //a[contains(@href, 'notice.pdf')]") == []
        assert [line["characters"] for line in SINK.lines if line["event"] == "notice_unprintable"] == [3]
        assert await asked_for(portal, office) == office.base
        await office.send(portal.sign(HEAD, b"%PDF-1.7"))
        assert await notices(portal) == [(None, NAME, None, None)]

        await call_the_head(portal, CORRECT)
        await office.submit(HEAD, "/return", {"remark": "Қайта жасаңыз"})
        assert await desk(portal, EXECUTOR) == [["2026-000001"]]
        page = await (await portal.at_work(EXECUTOR)).open(f"/en{office.base}")
        assert page.all("//p[@data-state='unprintable']/text()") == [
            f"The font of the letters lacks these characters: {NAME}"
        ]
        await office.draft_notice()
        await outside.worker.run_due()
        await office.sign()

    first, second = await notices(portal)
    assert (first[1], first[3], second[1]) == (NAME, None, None)
    assert second[3] is not None


async def asked_for(portal: Portal, office: Office) -> str:
    """Where the address of the PDF leads while there is none."""
    answer = await (await portal.at_work(HEAD)).get(f"{office.base}/notice.pdf")
    return str(answer.headers["location"])


async def notices(portal: Portal) -> list[tuple[str | None, str | None, object, object]]:
    rows = await portal.rows(select(Notice).order_by(Notice.id))
    return [(row.pdf_sha256, row.unprintable, row.signature_id, row.issued_at) for row in rows]
