"""A port as it is typed."""

from collections.abc import Callable
from typing import Any, NoReturn

import click

_HIGHEST = 65_535


class WrongPort(click.UsageError):
    """Shown as one sentence, without click's lines about usage."""

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), file=file, err=file is None)


class Port(click.ParamType[int]):
    """0 for any; else a port from which `in_a_row` ports fit."""

    name = "port"

    def __init__(self, in_a_row: Callable[[], int] = lambda: 1) -> None:
        self._in_a_row = in_a_row

    def convert(self, value: Any, _param: click.Parameter | None, _context: click.Context | None) -> int:
        typed = str(value)
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(_HIGHEST))
        if not is_number or int(typed) > self._highest():
            self._refuse(typed)
        return int(typed)

    def _highest(self) -> int:
        return _HIGHEST + 1 - self._in_a_row()

    def _refuse(self, typed: str) -> NoReturn:
        why = f" {self._in_a_row()} ports in a row are needed." if self._in_a_row() > 1 else ""
        raise WrongPort(f"--port {typed!r}: give a number from 1 to {self._highest()}, or 0 for any.{why}")
