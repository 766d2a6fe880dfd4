"""The parts of a running demonstration, and the reset, which touches all of them."""

import asyncio
from dataclasses import dataclass

import httpx

from portal.database.clock import MovableClock
from portal.database.transactions import Transactions
from portal.demo.data_folder import Ports
from portal.demo.pausable_worker import PausableWorker
from portal.demo.stand_ins import StandIns, stand_ins
from portal.demo.test_mode.key_ring import KeyRing
from portal.demo.test_mode.known_state import KnownState
from portal.demo.test_mode.time_machine import TimeMachine
from portal.joining.trust import refresh_lists
from portal.joining.worker import Working, create_worker
from portal.settings import Settings
from portal.simulators.authority.authority import DemoAuthority


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """`known`, `keys` and `time` are for the test mode."""

    ports: Ports
    clock: MovableClock
    outside: StandIns
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

    async def reset(self) -> None:
        """Database, clock, revocations and outside systems as at the start. Files stay: nothing names them any more."""
        async with self.pausable_worker.paused():
            self.outside.all_up()
            self.outside.authority.forget_revocations()
            self.keys.forget()
            await asyncio.to_thread(self.known.put_back)
            await self.clock.follow(self.transactions)
            await self.working.enlist()
            await self.fetch_lists()

    async def forget_lists(self) -> None:
        """As if the held revocation lists were past their time. None is on its way: the worker rests meanwhile."""
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
    settings: Settings, ports: Ports, authority: DemoAuthority, clock: MovableClock, client: httpx.AsyncClient
) -> RunningDemo:
    working = create_worker(settings, clock)
    return RunningDemo(
        ports=ports,
        clock=clock,
        outside=stand_ins(authority, settings, ports, clock, client),
        working=working,
        pausable_worker=PausableWorker(working.worker),
        client=client,
        known=KnownState(settings.data / "kezek.db", settings.data / "known.db"),
        keys=KeyRing(settings.data),
    )
