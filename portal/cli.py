"""The command `portal`. Exit codes: 0 good, 1 refused, 2 cannot be said, 64 usage."""

import asyncio
import sys
from pathlib import Path

import click

from portal.settings import Settings, from_environment

REFUSED, USAGE = 1, 64


@click.group()
@click.version_option(package_name="kezek", prog_name="portal")
def portal() -> None:
    """Kezek: the portal of the housing queue."""


@portal.command()
@click.option("--port", default=8080, show_default=True, help="The portal's port; the three after it are used too.")
@click.option("--data", default="data/demo", show_default=True, type=click.Path(path_type=Path))
def demo(port: int, data: Path) -> None:
    """Run everything on this machine with invented people: portal, worker, stand-ins, authority."""
    from portal.demo.greeting import greet
    from portal.demo.run import PortTaken, run

    try:
        asyncio.run(run(data.resolve(), port, greet))
    except PortTaken as taken:
        click.echo(f"Port {taken} is in use. Choose another: portal demo --port 9080", err=True)
        sys.exit(REFUSED)


@portal.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes; one a core.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the portal's pages and machine addresses."""
    import uvicorn

    _must_have_secret(_settings())
    uvicorn.run(
        "portal.cli:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        server_header=False,
    )


def _must_have_secret(settings: Settings) -> None:
    """Told once, here: worker processes that cannot start would be started again and again."""
    if not settings.secret_file.is_file():
        click.echo(f"There is no secret at {settings.secret_file}. Make one:", err=True)
        click.echo(f"  head -c 32 /dev/urandom > {settings.secret_file}", err=True)
        sys.exit(REFUSED)


def application() -> object:
    """The application of this installation, for a server's worker processes."""
    from portal.app import create_app

    return create_app(_settings())


@portal.command()
def worker() -> None:
    """Do what was left to be done after commits, and what recurs. Any number may run."""
    asyncio.run(_work(_settings()))


async def _work(settings: Settings) -> None:
    import signal

    from portal.app import create_worker

    working, stop = create_worker(settings), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await working.enlist()
    await working.worker.run(stop)
    await working.close()


@portal.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest schema."""
    asyncio.run(_upgrade(_settings()))


async def _upgrade(settings: Settings) -> None:
    from portal.database.engine import create_engine
    from portal.migrations import run

    engine = create_engine(settings.database_url)
    await run.upgrade(engine)
    await engine.dispose()


@portal.command()
def seed() -> None:
    """Put the demonstration's providers and invented people into the database."""
    asyncio.run(_seed(_settings()))


async def _seed(settings: Settings) -> None:
    from auth.accounts.passwords import Passwords
    from portal.database.engine import create_engine
    from portal.database.transactions import Transactions
    from portal.demo import seed
    from portal.kernel.clock import SystemClock

    engine = create_engine(settings.database_url)
    await seed.seed(Transactions(engine), Passwords(), SystemClock().now())
    await engine.dispose()


def _settings() -> Settings:
    settings = from_environment()
    settings.data.mkdir(parents=True, exist_ok=True)
    return settings


def main() -> None:
    """The console script. Words that click does not understand end with 64, as the contract says."""
    try:
        portal(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(USAGE)
    except click.Abort:
        sys.exit(REFUSED)
