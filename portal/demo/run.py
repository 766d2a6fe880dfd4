"""Run the demonstration: portal, worker and every stand-in in one process, on loopback."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import httpx
from litestar.types import ASGIApp
from sqlalchemy.ext.asyncio import AsyncEngine

from auth.accounts.passwords import Passwords
from portal.database.clock import MovableClock
from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from portal.demo.ground import Ports, demo_settings, issue_keys, prepare
from portal.demo.identity import identity_stand_in
from portal.demo.listening import listen
from portal.demo.seed import seed
from portal.demo.serving import Server, stop_on_signals
from portal.demo.stage import Stage, set_stage
from portal.demo.test_mode.following import Following
from portal.demo.test_mode.routes.mount import test_mode_routes
from portal.joining.web import create_app
from portal.kernel.clock import SystemClock
from portal.migrations.run import upgrade
from portal.settings import Settings
from portal.simulators.authority.app import create_authority_app

ADDRESSES = "demo.json"
"""In the data folder while the demonstration answers: where it does, for programs that have started it."""


async def run(data: Path, port: int, ready: Callable[[Path, Ports], None], *, test_mode: bool = False) -> None:
    """Until interrupted. `port` 0: any. `ready` is called once the portal answers. Raises PortTaken."""
    *listening, for_scanner, for_identity = listen(port)
    ports, clock = Ports(listening[0].getsockname()[1]), MovableClock(SystemClock())
    authority = prepare(data, ports)
    settings = replace(demo_settings(data, ports, authority), test_mode=test_mode)
    await _prepare_database(settings, clock)
    issue_keys(data, authority, clock.now())
    async with httpx.AsyncClient() as client:
        stage = set_stage(settings, ports, authority, clock, client)
        servers = [Server(app) for app in await _apps(stage)]
        stop_on_signals(servers)
        await stage.outside.scanner.start(for_scanner)
        await stage.working.enlist()
        stage.shift.begin()
        async with asyncio.TaskGroup() as group:
            for server, its in zip(servers, [*listening, for_identity], strict=True):
                group.create_task(server.serve(sockets=[its]))
            group.create_task(_announce(servers, stage, lambda: ready(data, ports)))
        (data / ADDRESSES).unlink(missing_ok=True)
        await stage.shift.end()
        await stage.working.close()
        await stage.outside.scanner.stop()


async def _prepare_database(settings: Settings, clock: MovableClock) -> None:
    """In test mode the clock stands where it was left, when the data folder is an old one."""
    (settings.data / ADDRESSES).unlink(missing_ok=True)
    engine = create_engine(settings.database_url)
    await upgrade(engine)
    if settings.test_mode:
        await clock.follow(Transactions(engine))
    await seed(Transactions(engine), Passwords(), clock.now())
    await engine.dispose()


async def _apps(stage: Stage) -> Sequence[ASGIApp]:
    parts = stage.working.parts
    authority = create_authority_app(stage.outside.authority, stage.clock, parts.rendering)
    identity = identity_stand_in(stage.settings, stage.clock, parts.rendering)
    return await _portal(stage), authority, stage.outside.gateway.app(), identity


async def _portal(stage: Stage) -> ASGIApp:
    if not stage.settings.test_mode:
        return create_app(stage.settings, stage.clock)
    await stage.known.prepare(_fill)
    app = create_app(stage.settings, stage.clock, also=[test_mode_routes(stage)])
    return Following(app, stage.clock, stage.transactions)


async def _fill(engine: AsyncEngine) -> None:
    await upgrade(engine)
    await seed(Transactions(engine), Passwords(), SystemClock().now())


async def _announce(servers: list[Server], stage: Stage, ready: Callable[[], None]) -> None:
    await asyncio.gather(*(server.up.wait() for server in servers))
    await stage.fetch_lists()
    _publish_addresses(stage)
    ready()


def _publish_addresses(stage: Stage) -> None:
    ports = stage.ports
    places = {"portal": ports.portal, "authority": ports.authority, "gateway": ports.gateway}
    places |= {"identity": ports.identity}
    written = stage.settings.data / f"{ADDRESSES}.new"
    written.write_text(json.dumps({name: ports.address(port) for name, port in places.items()}))
    written.replace(stage.settings.data / ADDRESSES)
