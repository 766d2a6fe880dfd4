"""Sign in by the log-in page."""

import httpx

from portal.demo.people import PASSWORD, DemoPerson
from tests.factories.browser import Browser


async def log_in(browser: Browser, person: DemoPerson, password: str = PASSWORD, **fields: str) -> httpx.Response:
    return await browser.post("/login", {"iin": person.iin, "password": password, **fields})
