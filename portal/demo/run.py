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
from portal.demo.data_folder import Ports, demo_settings, issue_keys, prepare
from portal.demo.identity import identity_stand_in
from portal.demo.listening import listen
from portal.demo.running import RunningDemo, create_running_demo
from portal.demo.seed import seed
from portal.demo.serving import Server, stop_on_signals
from portal.demo.test_mode.following import Following
from portal.demo.test_mode.routes.mount import test_mode_routes
from portal.joining.web import create_app
from portal.kernel.clock import SystemClock
from portal.migrations.run import upgrade_schema
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
        demo = create_running_demo(settings, ports, authority, clock, client)
        servers = [Server(app) for app in await _apps(demo)]
        stop_on_signals(servers)
        await demo.outside.scanner.start(for_scanner)
        await demo.working.enlist()
        demo.pausable_worker.start()
        async with asyncio.TaskGroup() as group:
            for server, its in zip(servers, [*listening, for_identity], strict=True):
                group.create_task(server.serve(sockets=[its]))
            group.create_task(_announce(servers, demo, lambda: ready(data, ports)))
        (data / ADDRESSES).unlink(missing_ok=True)
        await demo.pausable_worker.stop()
        await demo.working.close()
        await demo.outside.scanner.stop()


async def _prepare_database(settings: Settings, clock: MovableClock) -> None:
    """In test mode the clock stands where it was left, when the data folder is an old one."""
    (settings.data / ADDRESSES).unlink(missing_ok=True)
    engine = create_engine(settings.database_url)
    await upgrade_schema(engine)
    if settings.test_mode:
        await clock.follow(Transactions(engine))
    await seed(Transactions(engine), Passwords(), clock.now())
    await engine.dispose()


async def _apps(demo: RunningDemo) -> Sequence[ASGIApp]:
    parts = demo.working.parts
    authority = create_authority_app(demo.outside.authority, demo.clock, parts.rendering)
    identity = identity_stand_in(demo.settings, demo.clock, parts.rendering)
    return await _portal(demo), authority, demo.outside.gateway.app(), identity


async def _portal(demo: RunningDemo) -> ASGIApp:
    if not demo.settings.test_mode:
        return create_app(demo.settings, demo.clock)
    await demo.known.prepare(_fill)
    app = create_app(demo.settings, demo.clock, also=[test_mode_routes(demo)])
    return Following(app, demo.clock, demo.transactions)


async def _fill(engine: AsyncEngine) -> None:
    await upgrade_schema(engine)
    await seed(Transactions(engine), Passwords(), SystemClock().now())


async def _announce(servers: list[Server], demo: RunningDemo, ready: Callable[[], None]) -> None:
    await asyncio.gather(*(server.up.wait() for server in servers))
    await demo.fetch_lists()
    _publish_addresses(demo)
    ready()


def _publish_addresses(demo: RunningDemo) -> None:
    ports = demo.ports
    places = {"portal": ports.portal, "authority": ports.authority, "gateway": ports.gateway}
    places |= {"identity": ports.identity}
    written = demo.settings.data / f"{ADDRESSES}.new"
    written.write_text(json.dumps({name: ports.address(port) for name, port in places.items()}))
    written.replace(demo.settings.data / ADDRESSES)
