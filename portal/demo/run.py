"""Run the demonstration: portal, worker and every stand-in in one process, on loopback."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from auth.accounts.passwords import Passwords
from auth.certificates.refresh import fetch_and_publish
from auth.tokens import SigningKey, VerifyingKeys
from portal.app import create_app, create_parts, create_worker, rendering_of
from portal.demo.ground import HOST, Ports, demo_settings, issue_keys, prepare
from portal.demo.seed import seed
from portal.gateway.admit import Neighbour
from portal.gateway.envelope import Login
from portal.gateway.exchange import Line
from portal.kernel.clock import Clock, SystemClock
from portal.migrations.run import upgrade
from portal.settings import Settings
from portal.simulators.authority.app import create_authority_app
from portal.simulators.gateway import GatewayStandIn
from portal.simulators.scanner import ScannerStandIn
from portal.wiring.gateway import SERVICES


class PortTaken(Exception):
    """Something else listens there."""


class _Server(uvicorn.Server):
    """Says when it is up, and leaves signals to the demonstration, which has several servers to stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def run(data: Path, port: int, ready: Callable[[Path, Ports], None]) -> None:
    """Until interrupted. `ready` is called once the portal answers. Raises PortTaken."""
    ports, clock = Ports(port), SystemClock()
    sockets = [_listen(number) for number in (ports.portal, ports.authority, ports.gateway)]
    authority = prepare(data)
    settings = demo_settings(data, ports, authority)
    issue_keys(data, authority, clock.now())
    await _prepare_database(settings, clock)
    async with httpx.AsyncClient() as client:
        apps = (
            create_app(settings, clock),
            create_authority_app(authority, clock, rendering_of(settings)),
            _gateway(settings, ports, clock, client).app(),
        )
        servers = [_server(app) for app in apps]
        scanner, working = ScannerStandIn(ports.scanner), create_worker(settings, clock)
        await scanner.start()
        await working.enlist()
        stop = _stop_on_signals(servers)
        async with asyncio.TaskGroup() as group:
            for server, listening in zip(servers, sockets, strict=True):
                group.create_task(server.serve(sockets=[listening]))
            group.create_task(working.worker.run(stop))
            group.create_task(_announce(servers, settings, client, lambda: ready(data, ports)))
        await working.close()
        await scanner.stop()


async def _prepare_database(settings: Settings, clock: Clock) -> None:
    parts = create_parts(settings, clock)
    await upgrade(parts.engine)
    await seed(parts.transactions, Passwords(), clock.now())
    await parts.engine.dispose()


async def _announce(
    servers: list[_Server], settings: Settings, client: httpx.AsyncClient, ready: Callable[[], None]
) -> None:
    await asyncio.gather(*(server.up.wait() for server in servers))
    parts = create_parts(settings, SystemClock())
    now = parts.clock.now()
    await fetch_and_publish(settings.trust.crl_urls, parts.trust, settings.crl_folder, client, now)
    await parts.engine.dispose()
    ready()


def _gateway(settings: Settings, ports: Ports, clock: Clock, client: httpx.AsyncClient) -> GatewayStandIn:
    """The stand-in believes the portal's key, and signs with its own what it brings to the provider."""
    folder = settings.data / "gateway"
    login = Login(settings.gateway.sender_id, (folder / "password").read_text().strip())
    provider = f"{ports.address(ports.portal)}/gateway/sync-channel"
    key = SigningKey.from_file(folder / "gateway.pem")
    line = Line(client, provider, "kezek", "gateway", key, login)
    sender = Neighbour("kezek", VerifyingKeys.from_files([folder / "portal.pub"]), login)
    return GatewayStandIn("gateway", clock, [sender], dict.fromkeys(SERVICES, line))


def _server(app: Any) -> _Server:
    return _Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        raise PortTaken(str(port)) from error
    listening.listen(512)
    return listening


def _stop_on_signals(servers: list[_Server]) -> asyncio.Event:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def end() -> None:
        stop.set()
        for server in servers:
            server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    return stop
