"""Tables of the Standard: rows by their code, in the order of the law."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar


class Coded(Protocol):
    """A row with a stable code, which is stored and read by machines."""

    @property
    def code(self) -> str: ...


class Withdrawable(Coded, Protocol):
    """A row that may be kept for what is stored alone."""

    @property
    def offered(self) -> bool: ...


Row = TypeVar("Row", bound=Coded)
OfferedRow = TypeVar("OfferedRow", bound=Withdrawable)


def table(*rows: Row) -> Mapping[str, Row]:
    """A read-only table. Raises ValueError if two rows have one code."""
    rows_by_code = {row.code: row for row in rows}
    if len(rows_by_code) != len(rows):
        raise ValueError("two rows of a table share a code")
    return MappingProxyType(rows_by_code)


def offered(rows: Mapping[str, OfferedRow]) -> Mapping[str, OfferedRow]:
    """The rows to choose from. The others are there to read what was chosen before."""
    return MappingProxyType({code: row for code, row in rows.items() if row.offered})
