"""Filters of templates, for one language."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.rendering.formats import NBSP

_STEP = 1024
KB, MB = N_("KB"), N_("MB")


class Labelled(Protocol):
    code: str
    label: str


class Noted(Labelled, Protocol):
    note: str


class Filters:
    """Filters that need the language's catalogue."""

    def __init__(self, translate: Callable[[str], str], number: Callable[[float], str]) -> None:
        self._translate = translate
        self._number = number

    def translated(self, text: str) -> str:
        return self._translate(text)

    def row_options(self, rows: Iterable[Labelled]) -> list[tuple[str, str]]:
        """(code, label) pairs with the labels translated, for a field to choose from."""
        return [(row.code, self._translate(row.label)) for row in rows]

    def noted_options(self, rows: Iterable[Noted]) -> list[tuple[str, ...]]:
        """The same with the note of each row that has one."""
        texts = [(row.code, row.label, row.note) if row.note else (row.code, row.label) for row in rows]
        return [(code, *map(self._translate, words)) for code, *words in texts]

    def told(self, fault: Fault) -> str:
        """A fault of a field, translated. If its detail has the field's label, the label is translated too."""
        detail = dict(fault.detail)
        if "field" in detail:
            detail["field"] = self._translate(str(detail["field"]))
        return self._translate(fault.message) % detail

    def position_options(self, holdings: Iterable[Any]) -> list[tuple[str, str]]:
        """(id, name) pairs of people who hold a position."""
        return [(str(holding.id), holding.full_name) for holding in holdings]

    def from_iso(self, moment: str) -> datetime:
        """A moment that a notice's data hold as text."""
        return datetime.fromisoformat(moment)

    def file_size(self, size: int) -> str:
        """Bytes as kilobytes, or as megabytes with one decimal."""
        if size < _STEP * _STEP:
            return f"{self._number(max(1, round(size / _STEP)))}{NBSP}{self._translate(KB)}"
        return f"{self._number(round(size / _STEP / _STEP, 1))}{NBSP}{self._translate(MB)}"

    def all(self) -> dict[str, Callable[..., Any]]:
        names = ("translated", "told", "row_options", "noted_options", "position_options", "from_iso", "file_size")
        return {name: getattr(self, name) for name in names}
