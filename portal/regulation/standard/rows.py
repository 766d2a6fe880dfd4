"""Tables of the Standard: rows by their code, in the order of the law."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar


class Coded(Protocol):
    """A row with a stable code, which is stored and read by machines."""

    @property
    def code(self) -> str: ...


Row = TypeVar("Row", bound=Coded)


def table(*rows: Row) -> Mapping[str, Row]:
    """A read-only table. Raises ValueError if two rows have one code."""
    rows_by_code = {row.code: row for row in rows}
    if len(rows_by_code) != len(rows):
        raise ValueError("two rows of a table share a code")
    return MappingProxyType(rows_by_code)
