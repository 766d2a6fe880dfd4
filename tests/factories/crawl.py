"""Follow every link of the portal."""

import httpx

from tests.factories.browser import Browser
from tests.factories.page_checks import Page

_NOT_FOLLOWED = ("#", "/static/", "data:", "mailto:")


async def crawl(browser: Browser, *starts: str) -> dict[str, tuple[int, Page | None]]:
    """Return every address that links lead to, with its status and page. The browser checks each page."""
    found: dict[str, tuple[int, Page | None]] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = await browser.get(address)
        found[address] = answer.status_code, browser.page
        links = [answer.headers["location"]] if answer.is_redirect else browser.page.links if browser.page else []
        waiting += [_absolute(address, link) for link in links if not link.startswith(_NOT_FOLLOWED)]
    return found


def _absolute(address: str, link: str) -> str:
    url = httpx.URL("https://testserver" + address).join(link)
    assert url.host == "testserver", f"{address} leads away, to {url}"
    return url.raw_path.decode()
