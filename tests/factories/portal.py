"""The real portal in the test's process, with its own database and files."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
from litestar import Litestar
from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.certificates.lists.publish import publish
from auth.sessions.lifecycle import open_session
from portal.demo.key_files import key_file
from portal.demo.layout import DemoLayout
from portal.demo.listening import listen
from portal.demo.people import DemoPerson
from portal.demo.site import Surroundings
from portal.demo.stand_ins import STAND_INS
from portal.jobs.worker import Worker
from portal.joining.parts import Parts, create_parts
from portal.joining.tasks import Processes
from portal.joining.web import create_app
from portal.joining.worker import create_worker
from portal.kernel.ids import new_id
from portal.kernel.language import Language
from portal.providers.find import Official, holdings, provider_by_code
from portal.providers.tables import Position, Role
from portal.settings import Settings
from portal.simulators.stand_in import StandIn
from portal.web.visitor import IDLE_AT_WORK
from tests.factories.browser import Browser
from tests.factories.demo_data import DemoData
from tests.factories.pki import sign_cades
from tests.fakes.clock import TUESDAY_TEN, SettableClock
from tests.integration.gateway.loopback import served_on


@dataclass(frozen=True)
class Outside:
    """Stand-ins by name, and the worker that calls them."""

    worker: Worker
    stand_ins: Mapping[str, StandIn]


class Portal:
    """Made once; `opened` resets it and gives it to one test at a time."""

    def __init__(self, demo_data: DemoData, processes: Processes) -> None:
        self.demo_data = demo_data
        self.clock = SettableClock()
        self.app = create_app(demo_data.settings, self.clock)
        self.parts: Parts = create_parts(demo_data.settings, self.clock)
        self._processes = processes
        self._browsers: list[Browser] = []
        self._at_work: dict[DemoPerson, tuple[Browser, datetime]] = {}

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Portal"]:
        await self.demo_data.reset()
        self.clock.set(TUESDAY_TEN)
        try:
            async with living(self.app):
                yield self
        finally:
            for browser in self._browsers:
                await browser.__aexit__()
            self._browsers.clear()
            self._at_work.clear()
            await self.parts.engine.dispose()

    def browser(self, address: str = "127.0.0.1") -> Browser:
        """Return a browser without cookies; `address` is the client's address."""
        browser = Browser(self.app, address)
        self._browsers.append(browser)
        return browser

    async def signed_in(self, person: DemoPerson) -> Browser:
        """Return a browser with a session, opened without the log-in page, which has its own tests."""
        async with self.parts.transactions.writing() as session:
            session_id = await open_session(session, self.account(person), self.clock.now())
        browser = self.browser()
        browser.use_session(session_id)
        return browser

    async def at_work(self, person: DemoPerson) -> Browser:
        """Return the person's browser, the same each time; signs in again if the session has expired."""
        browser, since = self._at_work.get(person, (None, self.clock.now()))
        if browser is None or self.clock.now() - since >= IDLE_AT_WORK:
            browser = await self.signed_in(person)
        self._at_work[person] = browser, self.clock.now()
        return browser

    def account(self, person: DemoPerson) -> UUID:
        return self.demo_data.accounts[person.iin]

    async def official(self, session: AsyncSession, person: DemoPerson) -> Official:
        """Return the person as an official, with the positions they hold now."""
        held = await holdings(session, self.account(person), self.clock.now())
        return Official(self.account(person), person.iin, held)

    async def appoint(self, person: DemoPerson, role: Role, provider: str) -> UUID:
        """Give the person one more position from now on, and return its id."""
        async with self.parts.transactions.writing() as session:
            found = await provider_by_code(session, provider)
            assert found is not None
            position = Position(
                id=new_id(),
                provider_id=found.id,
                account_id=self.account(person),
                role=role,
                full_name=person.full_name,
                since=self.clock.now(),
            )
            session.add(position)
        return position.id

    def position(self, person: DemoPerson) -> UUID:
        return self.demo_data.positions[person.iin]

    def say(self, message: str, language: Language = Language.KAZAKH, **values: object) -> str:
        """Return the translation of a msgid, as a page shows it."""
        return " ".join(self.parts.rendering.text(language, message, **values).split())

    def sign(self, person: DemoPerson, content: bytes) -> bytes:
        """Sign with the person's key file of the demonstration."""
        return sign_cades(key_file(self.demo_data.settings.data, person).read_bytes(), content)

    def publish_lists(self) -> None:
        """Give the portal the authority's present revocation lists."""
        trust, now = self.parts.trust, self.clock.now()
        for der in self.demo_data.authority.all_lists(now):
            publish(der, trust.issuers, trust.crls.folder, now)

    def lose_lists(self) -> None:
        for file in self.demo_data.settings.crl_folder.iterdir():
            file.unlink()

    async def rows(self, statement: Select[Any]) -> Sequence[Any]:
        """Return the rows of a statement, read from the database."""
        async with self.parts.transactions.reading() as session:
            return (await session.scalars(statement)).all()

    @asynccontextmanager
    async def worker(self, settings: Settings | None = None) -> AsyncIterator[Worker]:
        """Open the portal's worker, with the worker processes that all tests share."""
        working = create_worker(settings or self.demo_data.settings, self.clock, self._processes)
        await working.enlist()
        try:
            yield working.worker
        finally:
            await working.parts.close()

    async def work(self) -> int:
        """Run every due task that needs no outside system, and return how many they were."""
        async with self.worker() as worker:
            return await worker.run_due()

    @asynccontextmanager
    async def outside(self) -> AsyncIterator[Outside]:
        """Start every stand-in of the demonstration's table on loopback, and a worker that calls them."""
        listening = listen(0, 1 + len(STAND_INS))
        layout = DemoLayout(self.demo_data.settings.data, listening[0].getsockname()[1])
        settings = self._settings_of(layout)
        async with AsyncExitStack() as stack:
            client = await stack.enter_async_context(httpx.AsyncClient())
            surroundings = Surroundings(settings, self.clock, self.parts.rendering, client)
            stand_ins = {row.name: row.create(site, surroundings) for row, site in layout.sites()}
            servers = [self.app, *(one.server for one in stand_ins.values())]
            for server, its in zip(servers, listening, strict=True):
                await stack.enter_async_context(served_on(server, its))
            yield Outside(await stack.enter_async_context(self.worker(settings)), stand_ins)

    def _settings_of(self, layout: DemoLayout) -> Settings:
        settings = replace(self.demo_data.settings, address=layout.portal)
        for row, site in layout.sites():
            settings = row.settings(settings, site)
        return settings


@asynccontextmanager
async def living(app: Litestar) -> AsyncIterator[None]:
    """Run the application's lifespan in its own task, because a fixture starts and ends in different tasks."""
    begun, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            begun.set()
            await over.wait()

    living = asyncio.create_task(live())
    await begun.wait()
    try:
        yield
    finally:
        over.set()
        await living
