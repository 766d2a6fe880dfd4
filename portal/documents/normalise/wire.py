"""Frames on the pipes of a normalising process: a JSON head and a body, each after its length.

No pickle: a file that takes over the process must not be able to run code in the portal.
"""

import json
from typing import Any, BinaryIO

_LONGEST = 64 * 1024 * 1024

Frame = tuple[dict[str, Any], bytes]


def write_frame(stream: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    for part in (json.dumps(head).encode(), body):
        stream.write(len(part).to_bytes(4, "big"))
        stream.write(part)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """None if the other side is gone. Raises ValueError for a malformed frame."""
    head, body = _part(stream), _part(stream)
    if head is None or body is None:
        return None
    return json.loads(head), body


def _part(stream: BinaryIO) -> bytes | None:
    prefix = stream.read(4)
    length = int.from_bytes(prefix, "big")
    if len(prefix) < 4:
        return None
    if length > _LONGEST:
        raise ValueError("too long for a frame")
    part = stream.read(length)
    return part if len(part) == length else None
