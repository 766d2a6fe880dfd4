"""A running demonstration: its parts, and the reset, which touches all of them."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import httpx

from portal.database.clock import MovableClock
from portal.database.transactions import Transactions
from portal.demo.authority import open_authority
from portal.demo.layout import DemoLayout
from portal.demo.pausable_worker import PausableWorker
from portal.demo.site import Surroundings
from portal.demo.stand_ins import AUTHORITY
from portal.demo.test_mode.key_ring import KeyRing
from portal.demo.test_mode.known_state import KnownState
from portal.demo.test_mode.time_machine import TimeMachine
from portal.joining.trust import refresh_lists
from portal.joining.worker import Working, create_worker
from portal.settings import Settings
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.stand_in import StandIn


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """`stand_ins` are by name. `authority`, `known`, `keys` and `time` are for the test mode."""

    layout: DemoLayout
    clock: MovableClock
    stand_ins: Mapping[str, StandIn]
    authority: DemoAuthority
    working: Working
    pausable_worker: PausableWorker
    client: httpx.AsyncClient
    known: KnownState
    keys: KeyRing

    @property
    def settings(self) -> Settings:
        return self.working.parts.settings

    @property
    def transactions(self) -> Transactions:
        return self.working.parts.transactions

    @property
    def time(self) -> TimeMachine:
        return TimeMachine(self.clock, self.transactions, self.working.worker, self.pausable_worker)

    async def switch(self, up: Collection[str] = (), down: Collection[str] = ()) -> None:
        """By names of stand-ins. When the authority comes back, its lists are fetched before this returns."""
        for name in down:
            self.stand_ins[name].go_down()
        for name in up:
            self.stand_ins[name].come_back()
        if AUTHORITY in up:
            await self.fetch_lists()

    async def reset(self) -> None:
        """Database, clock, revocations and stand-ins as at the start. Files stay, but no row refers to them."""
        async with self.pausable_worker.paused():
            self.authority.forget_revocations()
            self.keys.forget()
            await asyncio.to_thread(self.known.put_back)
            await self.clock.follow(self.transactions)
            await self.working.enlist()
            await self.switch(up=self.stand_ins)

    async def forget_lists(self) -> None:
        """Delete the portal's revocation lists. The worker is paused meanwhile, or it could be fetching one."""
        async with self.pausable_worker.paused():
            for file in self.settings.crl_folder.iterdir():
                file.unlink(missing_ok=True)

    async def fetch_lists(self) -> None:
        """Now, and not at the job's next turn."""
        effect = await refresh_lists(self.settings, self.working.parts.trust, self.client, self.clock)
        if effect:
            async with self.transactions.writing() as session:
                await effect(session)


def create_running_demo(
    layout: DemoLayout, settings: Settings, clock: MovableClock, client: httpx.AsyncClient
) -> RunningDemo:
    working = create_worker(settings, clock)
    surroundings = Surroundings(settings, clock, working.parts.rendering, client)
    return RunningDemo(
        layout=layout,
        clock=clock,
        stand_ins={row.name: row.create(site, surroundings) for row, site in layout.sites()},
        authority=open_authority(layout.authority),
        working=working,
        pausable_worker=PausableWorker(working.worker),
        client=client,
        known=KnownState(settings.data / "kezek.db", settings.data / "known.db"),
        keys=KeyRing(settings.data),
    )
