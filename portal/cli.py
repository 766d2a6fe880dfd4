"""The command `portal`. Exit codes: 0 good, 1 refused, 2 cannot be said, 64 usage."""

import asyncio
import sys

import click

from portal.commands.check import check
from portal.commands.crl import crl
from portal.commands.demo import REFUSED, demo
from portal.commands.keys import keys
from portal.commands.port import Port
from portal.commands.verify_certificate import verify_certificate
from portal.commands.verify_signature import verify_signature
from portal.settings import Settings, SettingsWrong, from_environment

USAGE = 64


@click.group()
@click.version_option(package_name="kezek", prog_name="portal")
def portal() -> None:
    """Kezek: the portal of the housing queue."""


@portal.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=Port())
@click.option("--workers", default=2, show_default=True, help="Processes; one a core.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the portal's pages and machine addresses."""
    import uvicorn

    from portal.web.server import server_options

    _observe("serve")
    _fit_to_start()
    uvicorn.run(
        "portal.cli:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        **server_options(),
    )


def _fit_to_start() -> Settings:
    """Checked settings. Faults end the command here: a server would start its worker processes again and again."""
    from portal.check.run import faults_at_start
    from portal.kernel.clock import SystemClock

    settings = _settings()
    faults = faults_at_start(settings, SystemClock())
    for fault in faults:
        click.echo(fault.words, err=True)
    if faults:
        sys.exit(REFUSED)
    return settings


def application() -> object:
    """The application of this installation, for a server's worker processes."""
    _observe("serve")
    from portal.joining.web import create_app
    from portal.web.server import guarded

    return guarded(create_app(_fit_to_start()))


@portal.command()
def worker() -> None:
    """Do the tasks that commits have left, and what recurs. Any number may run."""
    _observe("worker")
    asyncio.run(_work(_fit_to_start()))


def _observe(part: str) -> None:
    """Write the log and the metrics as one of several processes of this part."""
    from portal.observing.logs import write_logs
    from portal.observing.shared import share

    write_logs()
    share(_settings().data / "metrics", part)


async def _work(settings: Settings) -> None:
    import signal

    from portal.joining.worker import create_worker

    working, stop = create_worker(settings), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await working.enlist()
    await working.worker.run(stop)
    await working.close()


@portal.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def upgrade_database() -> None:
    """Bring the database to the newest schema."""
    asyncio.run(_upgrade(_settings()))


async def _upgrade(settings: Settings) -> None:
    from portal.database.engine import create_engine
    from portal.migrations import run

    engine = create_engine(settings.database_url)
    await run.upgrade_schema(engine)
    await engine.dispose()


@portal.command()
def seed() -> None:
    """Put the demonstration's providers and invented people into the database."""
    asyncio.run(_seed(_settings()))


async def _seed(settings: Settings) -> None:
    from auth.accounts.passwords import Passwords
    from portal.database.engine import create_engine
    from portal.database.transactions import Transactions
    from portal.demo.seed import seed_demo
    from portal.kernel.clock import SystemClock

    engine = create_engine(settings.database_url)
    await seed_demo(Transactions(engine), Passwords(), SystemClock().now())
    await engine.dispose()


def _settings() -> Settings:
    try:
        settings = from_environment()
    except SettingsWrong as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(REFUSED)
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return settings


portal.add_command(check)
portal.add_command(crl)
portal.add_command(demo)
portal.add_command(keys)
portal.add_command(verify_certificate)
portal.add_command(verify_signature)


def main() -> None:
    """The console script. What click does not understand ends with 64."""
    try:
        portal(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(USAGE)
    except click.Abort:
        sys.exit(REFUSED)
