"""Run the demonstration: portal, worker and every stand-in in one process, on loopback."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
from litestar.types import ASGIApp
from sqlalchemy.ext.asyncio import AsyncEngine

from auth.accounts.passwords import Passwords
from portal.database.clock import MovableClock
from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from portal.demo.authority import open_authority
from portal.demo.data_folder import claim_folder, demo_settings, hold_folder, prepare
from portal.demo.key_files import issue_keys
from portal.demo.layout import DemoLayout
from portal.demo.listening import listen
from portal.demo.running import RunningDemo, create_running_demo
from portal.demo.seed import seed_demo
from portal.demo.serving import Served, serve_all, socket_servers
from portal.demo.stand_ins import STAND_INS, StandInRow
from portal.demo.test_mode.following import Following
from portal.demo.test_mode.routes.mount import test_mode_routes
from portal.joining.web import create_app
from portal.kernel.clock import SystemClock
from portal.migrations.run import upgrade_schema
from portal.observing.logs import write_logs
from portal.settings import Settings

ADDRESSES = "demo.json"
"""A file in the data folder, there while the demonstration answers: its addresses, for programs that started it."""


async def run(
    data: Path,
    port: int,
    ready: Callable[[DemoLayout], None],
    *,
    test_mode: bool = False,
    rows: tuple[StandInRow, ...] = STAND_INS,
) -> None:
    """Run the demonstration until it is interrupted. `port` 0: any. Call `ready` when every server answers.

    Raises PortRefused, FolderRefused.
    """
    claim_folder(data)
    with hold_folder(data):
        await _run(data, port, ready, test_mode=test_mode, rows=rows)


async def _run(
    data: Path, port: int, ready: Callable[[DemoLayout], None], *, test_mode: bool, rows: tuple[StandInRow, ...]
) -> None:
    listening = listen(port, 1 + len(rows))
    layout = DemoLayout(data, listening[0].getsockname()[1], rows)
    clock = MovableClock(SystemClock())
    prepare(layout)
    (data / ADDRESSES).unlink(missing_ok=True)
    # The file is truncated at every start. It stays open: the exception that ends the process is logged too.
    write_logs(layout.log_file.open("w", buffering=1), readable=True, warnings_to=sys.stderr)
    settings = replace(demo_settings(layout), test_mode=test_mode)
    await _prepare_database(settings, clock)
    issue_keys(data, open_authority(layout.authority), clock.now())
    async with httpx.AsyncClient() as client:
        demo = create_running_demo(layout, settings, clock, client)
        servers = [await _portal(demo), *(one.server for one in demo.stand_ins.values())]
        await _serve_and_work(demo, list(zip(servers, listening, strict=True)), ready)


async def _serve_and_work(demo: RunningDemo, served: list[Served], ready: Callable[[DemoLayout], None]) -> None:
    """Stops the worker before the stand-ins that it calls."""
    async with socket_servers(served):
        await demo.working.enlist()
        demo.pausable_worker.start()
        await serve_all(served, lambda: _announce(demo, ready))
        (demo.layout.data / ADDRESSES).unlink(missing_ok=True)
        await demo.pausable_worker.stop()
        await demo.working.close()


async def _prepare_database(settings: Settings, clock: MovableClock) -> None:
    """In test mode the clock starts with the offset that the database has kept from an earlier run."""
    engine = create_engine(settings.database_url)
    await upgrade_schema(engine)
    if settings.test_mode:
        await clock.follow(Transactions(engine))
    await seed_demo(Transactions(engine), Passwords(), clock.now())
    await engine.dispose()


async def _portal(demo: RunningDemo) -> ASGIApp:
    if not demo.settings.test_mode:
        return create_app(demo.settings, demo.clock)
    await demo.known.prepare(_fill)
    app = create_app(demo.settings, demo.clock, also=[test_mode_routes(demo)])
    return Following(app, demo.clock, demo.transactions)


async def _fill(engine: AsyncEngine) -> None:
    await upgrade_schema(engine)
    await seed_demo(Transactions(engine), Passwords(), SystemClock().now())


async def _announce(demo: RunningDemo, ready: Callable[[DemoLayout], None]) -> None:
    """The file is written last: programs wait for it."""
    await demo.fetch_lists()
    ready(demo.layout)
    written = demo.settings.data / f"{ADDRESSES}.new"
    written.write_text(json.dumps(demo.layout.addresses()))
    written.replace(demo.settings.data / ADDRESSES)
