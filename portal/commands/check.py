"""`portal check`: what is wrong with this installation, and what is unsafe."""

import asyncio
import os
import sys
from typing import NoReturn

import click

from portal.settings import SettingsWrong, from_environment


@click.command()
@click.option("--online", is_flag=True, help="Ask the neighbours too: scanner, gateway, lists, identity provider.")
@click.option("--strict", is_flag=True, help="Exit with 1 for what is unsafe, too.")
@click.option("--json", "in_json", is_flag=True, help="For programs: level, code and words of every finding.")
@click.option("--settings", "show_settings", is_flag=True, help="Show the settings in use, and check nothing.")
def check(*, online: bool, strict: bool, in_json: bool, show_settings: bool) -> None:
    """Look for what is wrong with this installation, and what is unsafe.

    Exits with 0 when nothing is wrong, 1 when something is, 2 when something could not be looked at.
    """
    from portal.check.report import as_json, as_text, from_settings, settings_in_use
    from portal.check.run import check_installation as run
    from portal.check.run import exit_code
    from portal.kernel.clock import SystemClock

    try:
        settings = from_environment()
    except SettingsWrong as refused:
        found = from_settings(refused)
    else:
        if show_settings:
            click.echo(settings_in_use(settings))
            return
        found = asyncio.run(run(settings, SystemClock(), online=online))
    click.echo(as_json(found) if in_json else as_text(found))
    _end(exit_code(found, strict=strict))


def _end(code: int) -> NoReturn:
    """Exit without Python's finalisation: a thread of the file store's library may release Python objects during it,
    which aborts the process.
    """
    sys.stdout.flush()
    os._exit(code)
