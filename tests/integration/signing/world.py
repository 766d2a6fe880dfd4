"""A portal whose authority serves lists, OCSP responses and time-stamps over HTTP on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from auth.sessions.lifecycle import open_session
from portal.app import create_app
from portal.demo.people import CITIZEN
from portal.jobs.worker import Worker
from portal.settings import Settings
from portal.simulators.authority.addresses import Addresses
from portal.simulators.authority.app import create_authority_app
from portal.simulators.authority.faults import Faults, Service, ServiceFault
from tests.factories.browser import Browser
from tests.factories.portal import Portal, living
from tests.integration.gateway.loopback import served


@dataclass(frozen=True)
class Asking:
    """The portal and the worker with the same settings, and the authority's faults."""

    portal: Portal
    worker: Worker
    browser: Browser
    faults: Faults

    async def work(self) -> None:
        await self.worker.run_due()

    def fails(self, service: Service, fault: ServiceFault | None) -> None:
        self.faults.set(service, fault)


@asynccontextmanager
async def asking(portal: Portal, *, ocsp: bool = False, tsa: bool = False) -> AsyncIterator[Asking]:
    authority = create_authority_app(portal.demo_data.authority, portal.clock)
    async with served(authority) as address:
        settings = _settings(portal, Addresses(address), ocsp=ocsp, tsa=tsa)
        app = create_app(settings, portal.clock)
        async with living(app), portal.worker(settings) as worker, Browser(app) as browser:
            async with portal.parts.transactions.writing() as session:
                session_id = await open_session(session, portal.account(CITIZEN), portal.clock.now())
            browser.use_session(session_id)
            yield Asking(portal, worker, browser, Faults(settings.data / "authority"))


def _settings(portal: Portal, addresses: Addresses, *, ocsp: bool, tsa: bool) -> Settings:
    known = portal.demo_data.settings
    trust = replace(
        known.trust,
        crl_urls=addresses.lists,
        ocsp_url=addresses.ocsp if ocsp else "",
        tsa_url=addresses.tsp if tsa else "",
    )
    return replace(known, trust=trust)
