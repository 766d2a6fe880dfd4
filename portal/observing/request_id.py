"""An id for each request. All lines of the log about the request have it, and all tasks and messages it causes."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import bound_contextvars, get_contextvars

HEADER = "x-request-id"
OWN, PEERS = "request_id", "peer_request_id"
"""The fields of the log: the id given here, and the id that a neighbour's message came with."""
_WELL_FORMED = re.compile(r"[0-9a-f-]{16,64}")


def new_request_id() -> str:
    """Sixteen hexadecimal digits. An IIN has twelve, so the two cannot be confused."""
    return secrets.token_hex(8)


def own_request_id() -> str:
    """The id of the current request; "" outside a request."""
    return str(get_contextvars().get(OWN, ""))


def originating_request_id() -> str | None:
    """The id of the request that started the chain, a neighbour's or our own; None outside a request."""
    known = get_contextvars()
    return known.get(PEERS) or known.get(OWN)


@contextmanager
def from_peer(given: str) -> Iterator[None]:
    """Log lines within have the id of a neighbour's request. A malformed id is ignored."""
    with bound_contextvars(**({PEERS: given} if _WELL_FORMED.fullmatch(given) else {})):
        yield
