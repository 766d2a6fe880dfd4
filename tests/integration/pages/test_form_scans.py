"""Scans in the request: attached, told what is wrong with them, listed while checked, and removed (clause R-10.5)."""

import re

import pytest
from sqlalchemy import select

from portal.applications.tables import Application
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, begun, scan

pytestmark = pytest.mark.clause("R-10.5")


@pytest.mark.parametrize(
    ("kind", "file", "error"),
    [
        ("", ("a.pdf", scan()), "Choose which document this is"),
        ("passport", ("a.pdf", scan()), "Choose which document this is"),
        ("other", None, "Choose a file first"),
        ("other", ("", b""), "Choose a file first"),
    ],
)
async def test_a_file_that_cannot_be_attached_is_told(
    portal: Portal, kind: str, file: tuple[str, bytes] | None, error: str
) -> None:
    citizen = await begun(portal)
    browser = await citizen.browser()

    files = {"file": file} if file else None
    answer = await browser.post(f"/en{citizen.base}/documents", {"kind": kind}, files)

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, [error])


async def test_a_file_of_another_type_is_told_with_what_is_taken(portal: Portal) -> None:
    citizen = await begun(portal)
    browser = await citizen.browser()

    answer = await browser.post(f"{citizen.base}/documents", {"kind": "other"}, {"file": ("a.pdf", b"MZ\x90")})

    assert browser.page is not None
    assert (answer.status_code, len(browser.page.errors), "PDF" in browser.page.errors[0]) == (422, 1, True)


async def test_the_list_of_scans_is_a_part_that_asks_again_while_one_is_checked(portal: Portal) -> None:
    citizen = await begun(portal)
    await citizen.attach("other", "a.pdf", scan())

    parts = [
        (await (await citizen.browser()).get(f"{citizen.base}/documents", **{"hx-request": "true"})).text.lstrip()
        for _ in range(2)
    ]

    assert [part.startswith('<div id="scans">') and "<!doctype" not in part for part in parts] == [True, True]
    # Another element each time: htmx asks once for each that comes new into the page.
    assert len({re.search(r'<div id="(asking-\w+)" hx-get=', part)[1] for part in parts}) == 2  # type: ignore[index]


async def test_while_a_scan_is_checked_nothing_is_signed(portal: Portal) -> None:
    citizen = await begun(portal)
    await citizen.fill_in(category="orphan")
    await citizen.attach("other", "a.pdf", scan())

    assert await citizen.submit("/request") == citizen.base


async def test_a_scan_that_was_removed_is_gone_and_the_document_void(portal: Portal, cases: Cases) -> None:
    citizen = Applicant.of(portal, await cases.ready(scans=("other",)))
    (scan_id,) = [str(one) for one in (await citizen.open("/documents")).all("//input[@name='scan']/@value")]

    assert await citizen.submit("/documents/remove", {"scan": scan_id}) == f"{citizen.base}/documents"

    assert (await citizen.open("/documents")).all("//input[@name='scan']") == []
    (document,) = await portal.rows(select(Application.request_document))
    assert document is None
