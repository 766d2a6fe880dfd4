"""Identifiers: ordered by time, so that an index grows at one end; random enough that none can be guessed."""

import secrets
import time
import uuid


def new_id() -> uuid.UUID:
    """A version 7 UUID (RFC 9562, 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | secrets.randbits(80)
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return uuid.UUID(int=value)
