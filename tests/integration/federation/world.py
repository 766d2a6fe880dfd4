"""The portal with log-in by an identity provider."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
from litestar import Litestar
from sqlalchemy import select
from structlog.testing import capture_logs

from auth.accounts.tables import Account
from auth.federation.tables import IdentityLogIn
from auth.sessions.tables import Session
from portal.app import create_app
from portal.settings import IdentityProvider
from tests.factories.browser import ORIGIN, Browser
from tests.factories.identity_provider import CLIENT, SECRET, RealProvider
from tests.factories.portal import Portal, living

START = "/login/identity"
NEW_IIN = "100701590098"
SIGNED_IN, NOBODY = (200, None), (303, "/login?next=/cabinet")


class Federated:
    """A browser that goes to the provider and comes back. `refusals` are the codes of the failed checks."""

    def __init__(self, portal: Portal, app: Litestar, logged: Sequence[Mapping[str, object]]) -> None:
        self.portal = portal
        self.app = app
        self._logged = logged
        self._browsers: list[Browser] = []

    @property
    def refusals(self) -> list[object]:
        """The codes from the log, because no page shows them."""
        return [entry["code"] for entry in self._logged if entry["event"] == "identity_log_in_failed"]

    def browser(self) -> Browser:
        browser = Browser(self.app)
        self._browsers.append(browser)
        return browser

    async def close(self) -> None:
        for browser in self._browsers:
            await browser.__aexit__()

    async def begin(self, browser: Browser, path: str = START) -> str:
        """Begin a log-in, and return the address of the redirect."""
        answer = await browser.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (303, "no-store")
        return str(answer.headers["location"])

    async def accounts(self, iin: str) -> Sequence[Account]:
        return await self.portal.rows(select(Account).where(Account.iin == iin))

    async def under_way(self) -> Sequence[IdentityLogIn]:
        return await self.portal.rows(select(IdentityLogIn))

    async def sessions(self) -> Sequence[str]:
        return await self.portal.rows(select(Session.id_hash))


def identity_app(portal: Portal, address: str, jwks: bytes, client: str = CLIENT) -> Litestar:
    """Return the application, configured with an oidc-provider at this address."""
    keys_file, secret_file = (portal.demo_data.settings.data / f"identity.{name}" for name in ("json", "secret"))
    keys_file.write_bytes(jwks)
    secret_file.write_text(SECRET)
    agreed = IdentityProvider(address, f"{address}/auth", f"{address}/token", client, secret_file, keys_file)
    return create_app(replace(portal.demo_data.settings, address=ORIGIN, identity_provider=agreed), portal.clock)


@asynccontextmanager
async def federated(portal: Portal, app: Litestar) -> AsyncIterator[Federated]:
    with capture_logs() as logged:
        async with living(app):
            made = Federated(portal, app, logged)
            try:
                yield made
            finally:
                await made.close()


def query_of(url: str) -> dict[str, str]:
    return dict(httpx.URL(url).params)


async def leads_to(browser: Browser, path: str = "/cabinet") -> tuple[int, str | None]:
    answer = await browser.get(path)
    return answer.status_code, answer.headers.get("location")


async def there_and_back(
    world: Federated, provider: RealProvider, browser: Browser, account: str | None, start: str = START
) -> str:
    """Sign in by the provider, and return the path that the browser ends at."""
    back = await provider.sign_in(await world.begin(browser, start), account)
    answer = await browser.get(back)
    assert (answer.status_code, answer.headers["cache-control"]) == (303, "no-store")
    return str(answer.headers["location"])


async def is_refused(world: Federated, browser: Browser, back: str, code: str) -> None:
    """Expect that the person is not signed in and sees what to do, and that the log has the check's code."""
    answer = await browser.get(back)
    end = httpx.URL(answer.headers["location"]).path
    assert (answer.status_code, end, world.refusals) == (303, "/login/identity/refused", [code])
    page = await browser.open(answer.headers["location"])
    assert page.heading == world.portal.say("You are not signed in")
    assert (browser.session_id, await world.sessions()) == (None, [])
