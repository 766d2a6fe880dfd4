"""The entries of a list as sorted rows of 64-bit words, made directly from its DER.

A national list has hundreds of thousands of entries. Nearly all have one of two shapes: serial number and time, or
these and a reason. Such entries are read by offset; all others by the general parser (`read_entry`). Each entry costs
no memory but its row. Rows are sorted in 256 parts, so that each part fits the processor's cache.
"""

import re
import struct
import sys
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from auth.certificates.encoding.der import INTEGER, SEQUENCE, UTC_TIME, DerError, moment_of, read_header
from auth.certificates.lists.crl import CrlEntry, RevocationList, read_entry
from auth.certificates.revocation import Reason

_ROW = struct.Struct(">8s16sqQ")
"""The low 8 octets of the serial number, the 16 above them, the time in seconds since 1970, the reason code."""
_WRITTEN_ROW = struct.Struct("=QqQqQ")
ROW_OCTETS, ROW_WORDS = _ROW.size, _ROW.size // 8
_SERIAL_OCTETS = 21  # 20 (RFC 5280, 4.1.2.2) and a sign: authorities have issued negative ones
SERIAL_BITS = 8 * _SERIAL_OCTETS - 1
_SERIAL_WORDS = 24
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UTC_TIME, _TIME_OCTETS = bytes((UTC_TIME, 13)), 15
_REASONS = {bytes.fromhex("300c300a0603551d1504030a01") + bytes((reason,)): reason.value for reason in Reason}
"""The reason code by the whole crlEntryExtensions field, where that holds one cRLReason and nothing else (5.3.1)."""
_REASON_OCTETS = 14
_REASON_OF = {reason.value: reason for reason in Reason}
_SHAPES = {
    bytes((SEQUENCE, 2 + serial + _TIME_OCTETS + more, INTEGER, serial)): (4 + serial, more)
    for serial in range(1, _SERIAL_OCTETS + 1)
    for more in (0, _REASON_OCTETS)
}
"""By the first four octets of an entry: the offset of its time, and the number of octets after the time."""
_split = re.compile(b".{%d}" % _ROW.size, re.DOTALL).findall


class _Seconds(dict[bytes, int]):
    """Caches the seconds that a part of a UTCTime stands for: a list has far fewer days and minutes than entries."""

    def __init__(self, before: bytes, after: bytes) -> None:
        super().__init__()
        self._around = before, after

    def __missing__(self, digits: bytes) -> int:
        before, after = self._around
        self[digits] = _since_epoch(moment_of(UTC_TIME, before + digits + after))
        return self[digits]


def sorted_rows(crl: RevocationList) -> bytes:
    """ROW_WORDS words for each entry, in this machine's byte order. Raises DerError, or another ValueError."""
    parts = [bytearray() for _ in range(256)]
    for row in _rows(crl.revoked):
        parts[row[0]] += row
    words = array("Q")
    for part in parts:
        words.frombytes(b"".join(sorted(_split(part))))
        part.clear()
    if sys.byteorder == "little":
        words.byteswap()
    return words.tobytes()


def entry_at(rows: memoryview, place: int) -> CrlEntry:
    low, high, middle, seconds, reason = _WRITTEN_ROW.unpack_from(rows, place * ROW_OCTETS)
    serial = high << 128 | middle << 64 | low
    return CrlEntry(serial, _EPOCH + timedelta(seconds=seconds), _REASON_OF[reason])


def low_word(serial: int) -> int:
    """The word that rows are sorted by."""
    return serial & 0xFFFFFFFFFFFFFFFF


def _rows(data: bytes) -> Iterator[bytes]:
    at, size, pack = 0, len(data), _ROW.pack
    days, minutes, seconds = _Seconds(b"", b"000000Z"), _Seconds(b"700101", b"00Z"), _Seconds(b"7001010000", b"Z")
    while at < size:
        offset, more = _SHAPES.get(data[at : at + 4], (0, 0))
        time, end = at + offset, at + offset + _TIME_OCTETS
        reason = _REASONS.get(data[end : end + more]) if more else 0
        as_usual = offset and data[time : time + 2] == _UTC_TIME and data[end - 1 : end] == b"Z"
        if as_usual and reason is not None and data[at + 4] < 0x80:
            serial = data[at + 4 : time].rjust(_SERIAL_WORDS, b"\0")
            moment = (
                days[data[time + 2 : time + 8]]
                + minutes[data[time + 8 : time + 12]]
                + seconds[data[time + 12 : end - 1]]
            )
            yield pack(serial[16:], serial[:16], moment, reason)
            at = end + more
        else:
            row, at = _odd_row(data, at)
            yield row


def _odd_row(data: bytes, at: int) -> tuple[bytes, int]:
    """The row of an entry of any other shape, and the offset of the next entry."""
    tag, start, end = read_header(data, at)
    if tag != SEQUENCE or end < start:
        raise DerError
    entry = read_entry(data, start, end)
    if entry.certificate_issuer is not None or entry.serial.bit_length() > SERIAL_BITS:
        raise DerError
    serial = entry.serial.to_bytes(_SERIAL_WORDS, "big", signed=True)
    return _ROW.pack(serial[16:], serial[:16], _since_epoch(entry.revoked_at), entry.reason), end


def _since_epoch(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(seconds=1)
