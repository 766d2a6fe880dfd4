"""Identifiers: ordered by time, so an index grows at one end; too random to be guessed."""

import secrets
import time
import uuid
from threading import Lock

_RANDOM_BITS = 74


class _Series:
    """Always increases, so rows made within one millisecond keep their order (RFC 9562, 6.2)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0

    def next(self) -> int:
        """Milliseconds since 1970, followed by the random bits."""
        fresh = (time.time_ns() // 1_000_000) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        with self._lock:
            self._last = max(fresh, self._last + 1 + secrets.randbits(64))
            return self._last


_SERIES = _Series()


def new_id() -> uuid.UUID:
    """A version 7 UUID (RFC 9562, 5.7), greater than all that this process has made before."""
    value = _SERIES.next()
    above, below = value >> 62, value & ((1 << 62) - 1)
    return uuid.UUID(int=(above >> 12) << 80 | 0x7 << 76 | (above & 0xFFF) << 64 | 0x2 << 62 | below)
