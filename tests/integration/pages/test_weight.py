"""What a page weighs on a slow line: its bytes as they travel, and how often the browser must ask."""

import gzip
import re

import pytest

from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD
from portal.kernel.language import Language
from portal.regulation.states import State
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.portal import Portal

MOST_BYTES, MOST_REQUESTS = 40 * 1024, 8
FETCHED = "//link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href | //*/@src"
_IN_STYLES = re.compile(r"url\((?!['\"]?data:)|@import")


async def travelled(browser: Browser, address: str) -> int:
    """Bytes of an answer's body on the line."""
    answer = await browser.get(address, **{"accept-encoding": "gzip"})
    assert answer.status_code == 200, address
    if answer.headers.get("content-encoding") == "gzip":
        return len(gzip.compress(answer.content, 5))
    return len(answer.content)


async def weight(browser: Browser, address: str) -> tuple[int, int]:
    """Bytes and requests of a first visit."""
    page = await browser.open(address)
    addresses = {address, *(str(link) for link in page.all(FETCHED) if not str(link).startswith("data:"))}
    return sum([await travelled(browser, one) for one in addresses]), len(addresses)


@pytest.mark.parametrize("language", Language)
async def test_no_page_is_heavier_than_an_old_phone_can_bear(portal: Portal, cases: Cases, language: Language) -> None:
    of_each = {state: await cases.at(state, scans=("other",)) for state in State}
    for _ in range(20):
        await cases.at(State.REFUSED)
    draft = f"/cabinet/applications/{of_each[State.DRAFT]}"
    pages = {
        CITIZEN: [
            *("/", "/login", "/register", "/services/housing-queue", "/cabinet", "/cabinet/messages"),
            *(draft, f"{draft}/sections/person", f"{draft}/family", f"{draft}/documents", f"{draft}/sign"),
            *(f"/cabinet/applications/{of_each[State.ISSUED]}{tail}" for tail in ("", "/status", "/notice")),
        ],
        CLERK: ["/provider", f"/provider/applications/{of_each[State.DELIVERED]}"],
        EXECUTOR: ["/provider", f"/provider/applications/{of_each[State.EXAMINED]}"],
        HEAD: ["/provider", f"/provider/applications/{of_each[State.DRAFTED]}"],
    }

    weights = {
        (person.key, path): await weight(browser, language.link(path))
        for person, paths in pages.items()
        for browser in [await portal.signed_in(person)]
        for path in paths
    }

    heavy = {name: one for name, one in weights.items() if one[0] > MOST_BYTES or one[1] > MOST_REQUESTS}
    assert (heavy, len(weights)) == ({}, 20)


async def test_styles_bring_nothing_more_with_them(portal: Portal) -> None:
    page = await portal.browser().open("/")
    styles = [str(href) for href in page.all("//link[@rel='stylesheet']/@href")]
    texts = [(await portal.browser().get(href)).text for href in styles]

    assert styles != []
    assert [text for text in texts if _IN_STYLES.search(text)] == []


@pytest.mark.parametrize("path", ["/", "/login", "/services/housing-queue"])
async def test_answers_are_compressed_for_whoever_can_read_them(portal: Portal, path: str) -> None:
    packed = await portal.browser().get(path, **{"accept-encoding": "gzip"})
    plain = await portal.browser().get(path, **{"accept-encoding": "identity"})
    page = await portal.browser().open("/")
    asset = str(page.all("//script/@src")[0])
    script = await portal.browser().get(asset, **{"accept-encoding": "gzip"})

    assert [one.headers.get("content-encoding") for one in (packed, plain, script)] == ["gzip", None, "gzip"]
    assert sorted(packed.headers.get_list("vary", split_commas=True)) == ["Accept-Encoding", "HX-Request"]
