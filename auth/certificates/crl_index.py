"""The index of one CRL: what is asked of it, in a file that every process maps and searches by halving.

A line naming the format, a line of JSON about the list, then rows sorted by serial number. A look-up costs
microseconds and no memory of its own, however long the list; the list itself would cost seconds to read anew.
"""

import json
import mmap
import struct
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from auth.certificates.crl import Entry, Reason, RevocationList
from auth.certificates.der import DerError

_FORMAT = b"kezek-crl-index 1\n"
_ROW = struct.Struct(">21sqB")
_SERIAL_OCTETS = 21  # 20 (RFC 5280, 4.1.2.2) and a sign: authorities have issued negative ones
SERIAL_BITS = 8 * _SERIAL_OCTETS - 1


@dataclass(frozen=True, slots=True)
class CrlFacts:
    """Which list an answer rests on."""

    number: int
    this_update: datetime
    next_update: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class CrlIndex:
    facts: CrlFacts
    _data: mmap.mmap = field(repr=False)
    _rows_at: int

    @classmethod
    def open(cls, file: Path) -> Self | None:
        """The index in this file; None when there is none, or it is damaged."""
        try:
            with file.open("rb") as opened:
                data = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
            return cls(*_read(data))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def find(self, serial: int) -> Entry | None:
        wanted = _octets(serial)
        count = (len(self._data) - self._rows_at) // _ROW.size
        place = bisect_left(range(count), wanted, key=self._serial)
        if place == count or self._serial(place) != wanted:
            return None
        _, seconds, reason = _ROW.unpack_from(self._data, self._rows_at + place * _ROW.size)
        return Entry(serial, datetime.fromtimestamp(seconds, UTC), Reason(reason))

    def _serial(self, row: int) -> bytes:
        start = self._rows_at + row * _ROW.size
        return self._data[start : start + _SERIAL_OCTETS]


def index_of(crl: RevocationList, sha256: str) -> bytes | None:
    """The contents of the index file; None when an entry cannot be read."""
    try:
        rows = sorted(_row(entry) for entry in crl.entries())
    except (ValueError, OverflowError):
        return None
    facts = {
        "number": str(crl.number),
        "this_update": crl.this_update.isoformat(),
        "next_update": crl.next_update.isoformat(),
        "sha256": sha256,
        "entries": len(rows),
    }
    return b"".join((_FORMAT, json.dumps(facts).encode(), b"\n", *rows))


def _row(entry: Entry) -> bytes:
    return _ROW.pack(_octets(entry.serial), int(entry.revoked_at.timestamp()), entry.reason)


def _octets(serial: int) -> bytes:
    return serial.to_bytes(_SERIAL_OCTETS, "big", signed=True)


def _read(data: mmap.mmap) -> tuple[CrlFacts, mmap.mmap, int]:
    if data.readline() != _FORMAT:
        raise DerError
    known = json.loads(data.readline())
    if len(data) - data.tell() != known["entries"] * _ROW.size:
        raise DerError
    this_update, next_update = (datetime.fromisoformat(known[name]) for name in ("this_update", "next_update"))
    return (CrlFacts(int(known["number"]), this_update, next_update, known["sha256"]), data, data.tell())
