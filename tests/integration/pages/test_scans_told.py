"""What became of a file is told where it was attached, in the reader's language; its name stays on the page alone."""

from pathlib import Path

import pytest

from portal.demo.people import CITIZEN
from portal.documents.refusals import REFUSALS
from portal.kernel.language import Language
from tests.factories.papers.forms import KEPT, REFUSED
from tests.factories.portal import Portal
from tests.factories.sink import SINK
from tests.integration.acts.steps import begun, scan

SENT = Path(__file__).parents[2] / "data" / "papers"
NAME = "Анықтама <i> & &amp; 100%(name)s.pdf"
SHOWN = "Анықтама _i_ & &amp; 100%(name)s.pdf"


@pytest.mark.parametrize("language", Language)
async def test_the_same_file_under_another_name_is_told_at_the_field_and_stands_in_the_list_once(
    portal: Portal, language: Language
) -> None:
    citizen = await begun(portal)
    for name in (NAME, SHOWN, "another name.pdf"):
        SINK.watch(name, "the name of a file")
    await citizen.attach("other", NAME, scan())
    browser = await portal.signed_in(CITIZEN)

    files = {"file": ("another name.pdf", scan())}
    answer = await browser.post(f"{language.prefix}{citizen.base}/documents", {"kind": "other"}, files)

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, [portal.say(REFUSALS["same"], language, name=SHOWN)])
    assert browser.page.texts("//ul[@class='documents']//p[@class='document-file']/*[1]") == [SHOWN]


async def test_the_same_file_under_the_same_name_is_no_fault(portal: Portal) -> None:
    citizen = await begun(portal)
    for _ in range(2):
        await citizen.attach("other", NAME, scan())
    assert (await citizen.open("/documents")).texts("//p[@class='document-file']/*[1]") == [SHOWN]


@pytest.mark.parametrize(
    ("language", "name", "code"),
    [
        (Language.KAZAKH, "form-filled-blank-appearance.pdf", "undrawn"),
        (Language.RUSSIAN, "typed-and-signed-by-annotation.pdf", "undrawn"),
        (Language.ENGLISH, "xfa-dynamic.pdf", "xfa"),
        (Language.KAZAKH, "hidden-layer.pdf", "not_as_seen"),
    ],
)
async def test_what_would_not_be_kept_as_seen_is_refused_in_the_list_with_what_to_do(
    portal: Portal, language: Language, name: str, code: str
) -> None:
    citizen = await begun(portal)
    await citizen.attach("other", name, (SENT / name).read_bytes())
    async with portal.outside() as outside:
        await outside.worker.run_due()

    page = await (await portal.signed_in(CITIZEN)).open(f"{language.prefix}{citizen.base}/documents")

    assert page.texts("//li[@data-testid='document-other']//*[@data-state='refused']") == [
        portal.say("Not accepted", language)
    ]
    assert page.texts("//li[@data-testid='document-other']//p[@class='hint']") == [portal.say(REFUSALS[code], language)]


async def test_a_form_that_is_drawn_is_accepted(portal: Portal) -> None:
    citizen = await begun(portal)
    await citizen.attach("other", "form.pdf", KEPT["text field"]())
    await citizen.attach("other", "same form.pdf", REFUSED["no appearance of a typed name"][0]())
    async with portal.outside() as outside:
        await outside.worker.run_due()
    page = await citizen.open("/documents")
    states = page.all("//li[@data-testid='document-other']//*[@data-state]")
    assert [one.get("data-state") for one in states] == ["clean", "refused"]
