"""The index of one CRL: a file that every process maps into memory and searches by bisection.

One line with the format, one line of JSON about the list, then rows sorted by serial number. A look-up takes
microseconds and no memory of its own, whatever the length of the list; parsing the list takes seconds.
"""

import json
import mmap
import sys
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from auth.certificates.encoding.der import DerError
from auth.certificates.lists.crl import CrlEntry, RevocationList, strictest
from auth.certificates.lists.rows import ROW_OCTETS, ROW_WORDS, entry_at, low_word, sorted_rows

_FORMAT = b"kezek-crl-index 2\n"


@dataclass(frozen=True, slots=True)
class CrlFacts:
    """Which list an answer rests on. `base_number`: the complete list that a delta changes; None in a complete list."""

    number: int
    base_number: int | None
    this_update: datetime
    next_update: datetime
    sha256: str

    @property
    def newness(self) -> tuple[int, datetime]:
        return (self.number, self.this_update)


@dataclass(frozen=True, slots=True)
class CrlIndex:
    facts: CrlFacts
    _rows: memoryview = field(repr=False)
    _keys: memoryview = field(repr=False)

    @classmethod
    def open(cls, file: Path) -> Self | None:
        """The index in this file; None when the file is missing or damaged."""
        try:
            with file.open("rb") as opened:
                data = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
            facts, rows = _read(data)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return cls(facts, rows, rows.cast("Q")[::ROW_WORDS])

    @property
    def entries(self) -> int:
        return len(self._keys)

    def find(self, serial: int) -> CrlEntry | None:
        """The entry of this serial number: of several the strictest, None when there is none."""
        key, found = low_word(serial), []
        place = bisect_left(self._keys, key)
        while place < len(self._keys) and self._keys[place] == key:
            entry = entry_at(self._rows, place)
            if entry.serial == serial:
                found.append(entry)
            place += 1
        return strictest(found)


def facts_of(crl: RevocationList, sha256: str) -> CrlFacts:
    return CrlFacts(crl.number, crl.base_number, crl.this_update, crl.next_update, sha256)


def index_of(crl: RevocationList, facts: CrlFacts) -> bytes | None:
    """The contents of the index file; None when an entry cannot be read."""
    try:
        rows = sorted_rows(crl)
    except (ValueError, OverflowError):
        return None
    head = {
        "number": str(facts.number),
        "base_number": None if facts.base_number is None else str(facts.base_number),
        "this_update": facts.this_update.isoformat(),
        "next_update": facts.next_update.isoformat(),
        "sha256": facts.sha256,
        "entries": len(rows) // ROW_OCTETS,
        "byte_order": sys.byteorder,
    }
    return b"".join((_FORMAT, json.dumps(head).encode(), b"\n", rows))


def _read(data: mmap.mmap) -> tuple[CrlFacts, memoryview]:
    if data.readline() != _FORMAT:
        raise DerError
    known = json.loads(data.readline())
    rows = memoryview(data)[data.tell() :]
    if len(rows) != known["entries"] * ROW_OCTETS or known["byte_order"] != sys.byteorder:
        raise DerError
    base_number = known["base_number"]
    facts = CrlFacts(
        number=int(known["number"]),
        base_number=None if base_number is None else int(base_number),
        this_update=datetime.fromisoformat(known["this_update"]),
        next_update=datetime.fromisoformat(known["next_update"]),
        sha256=known["sha256"],
    )
    return facts, rows
