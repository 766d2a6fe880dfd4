"""`portal demo`: everything on this machine, with fictional people."""

import asyncio
import os
import sys
from pathlib import Path

import click

from portal.commands.port import Port

REFUSED = 1


@click.command()
@click.option(
    "--port",
    default=8080,
    show_default=True,
    type=Port(lambda: 1 + _count_stand_ins()),
    help="The portal's; stand-ins take those that follow. 0: any.",
)
@click.option(
    "--data",
    default="data/demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Its folder: a new one, an empty one, or one of an earlier demonstration.",
)
@click.option("--test-mode", is_flag=True, help="Also its addresses under /__test__/: time can be moved.")
def demo(port: int, data: Path, *, test_mode: bool) -> None:
    """Run everything on this machine with invented people: portal, worker, stand-ins, authority."""
    from portal.demo.data_folder import FolderRefused
    from portal.demo.greeting import greet
    from portal.demo.listening import PortRefused
    from portal.demo.run import run
    from portal.observing.logs import write_logs

    if test_mode:
        _refuse_beside_settings()
    write_logs(readable=True)
    try:
        asyncio.run(run(data.absolute(), port, greet, test_mode=test_mode))
    except (FolderRefused, PortRefused) as refused:
        _refuse(str(refused))


def _count_stand_ins() -> int:
    from portal.demo.stand_ins import STAND_INS

    return len(STAND_INS)


def _refuse_beside_settings() -> None:
    """Settings mean an installation, whose clock must not be moved."""
    from portal.settings.table import VARIABLES

    given = [variable.name for variable in VARIABLES if os.environ.get(variable.name)]
    if given:
        _refuse(f"No test mode beside the settings of an installation. Unset: {', '.join(given)}")


def _refuse(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(REFUSED)
