"""What a person types is text wherever it is shown: no element, no attribute of it ever (checks 22 and 23)."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import update

from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, DemoPerson
from portal.documents.tables import Scan
from portal.reading.canonical import canonical
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.page_checks import Page
from tests.factories.portal import Portal
from tests.integration.acts.steps import Office

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><img src=x>",
    '" onfocus=alert(1) autofocus x="',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    "</textarea><script>1</script>",
    "</title><script>1</script>",
    "</p></dd></dl><h1>x</h1>",
    "<iframe srcdoc=x></iframe>",
    "<form action=//evil.example>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh>",
    "<style>*{display:none}</style>",
    "<!-- x --><!--",
    "&lt;script&gt;",
    "&#60;b&#62;",
    "{{ 7*7 }}",
    "{% raw %}",
    "%(number)s %s %d",
    "${7*7}",
    '" hx-get="/logout" hx-trigger="load',
    "<div hx-post=/logout hx-trigger=load>",
    "<b data-hx-on:click=alert(1)>",
    "<b hx-vals='js:{a:1}'>",
    "\u202bүйік\u202c",
    "=cmd|' /C calc'!A0",
)
HARMLESS = "Абай 5"
LONGEST = 290


def portions() -> Iterator[str]:
    """The payloads together, as many as one field takes."""
    portion = ""
    for payload in PAYLOADS:
        if len(portion) + len(payload) > LONGEST:
            yield portion
            portion = ""
        portion = f"{portion} {payload}".strip()
    yield portion


async def page(portal: Portal, person: DemoPerson, path: str) -> Page:
    return await (await portal.at_work(person)).open(path)


async def everywhere(portal: Portal, cases: Cases, typed: str) -> dict[str, Page]:
    """Every page that shows what a citizen, or an official, has typed."""
    draft = await cases.ready(scans=("other",), addr_reg=typed, addr_live=typed)
    await _rename(portal, typed)
    examined = await cases.at(State.DRAFTED, scans=("other",), addr_reg=typed, addr_live=typed)
    await Office(portal, examined).submit(HEAD, "/return", {"remark": typed})
    defective = await cases.at(State.EXAMINED, addr_reg=typed, addr_live=typed)
    given = {"defect-other": "missing", "defect_words": typed}
    await Office(portal, defective).submit(EXECUTOR, "/defects", given)
    refused = await cases.at(State.EXAMINED, addr_reg=typed, addr_live=typed)
    await Office(portal, refused).draft_refusal("damage", typed)
    await portal.work()
    await Office(portal, refused).sign()
    shown = {
        "form": (CITIZEN, f"/cabinet/applications/{draft}/sections/person"),
        "scans": (CITIZEN, f"/cabinet/applications/{draft}/documents"),
        "check": (CITIZEN, f"/cabinet/applications/{draft}/sign"),
        "defects": (CITIZEN, f"/cabinet/applications/{defective}"),
        "letter": (CITIZEN, f"/cabinet/applications/{refused}/notice"),
        "clerk": (CLERK, f"/provider/applications/{examined}"),
        "executor": (EXECUTOR, f"/provider/applications/{examined}"),
    }
    return {name: await page(portal, person, path) for name, (person, path) in shown.items()}


async def _rename(portal: Portal, typed: str) -> None:
    """As if a scan's name had come past the cleaning of names."""
    async with portal.parts.transactions.writing() as session:
        await session.execute(update(Scan).values(file_name=typed[:100]))


def skeleton(one: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and their attributes, without what they say."""
    return [(str(element.tag), tuple(map(str, element.attrib))) for element in one.tree.iter()]


@pytest.mark.parametrize("typed", list(portions()), ids=lambda typed: typed[:20])
async def test_what_is_typed_is_text_wherever_it_is_shown(portal: Portal, cases: Cases, typed: str) -> None:
    expected = {name: skeleton(one) for name, one in (await everywhere(portal, cases, HARMLESS)).items()}

    shown = await everywhere(portal, cases, typed)

    assert {name: skeleton(one) for name, one in shown.items()} == expected
    assert shown["form"].all("//input[@id='addr_live']/@value") == [typed]
    seen = canonical(typed)
    said = {
        name: seen in " ".join(one.text("//main").split())
        for name, one in shown.items()
        if name not in ("form", "scans")
    }
    assert said == dict.fromkeys(said, True)


def test_every_payload_is_tried() -> None:
    assert " ".join(portions()) == " ".join(PAYLOADS)


async def test_a_draft_s_id_is_nothing_but_an_id(portal: Portal, cases: Cases) -> None:
    draft = await cases.draft()
    one = await page(portal, CITIZEN, f"/cabinet/applications/{str(draft).upper()}")

    assert {UUID(link.split("/")[3]) for link in one.links if link.startswith("/cabinet/applications/")} == {draft}
