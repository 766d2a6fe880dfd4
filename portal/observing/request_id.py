"""One number for each request. Every line of the log about it has the number, and so has whatever it brings about."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import bound_contextvars, get_contextvars

HEADER = "x-request-id"
OWN, PEERS = "request_id", "peer_request_id"
"""How the numbers are named in the log: the one given here, and the one a neighbour's message came with."""
_WELL_FORMED = re.compile(r"[0-9a-f-]{16,64}")


def new_request_id() -> str:
    """Sixteen hexadecimal digits: never as long as an IIN."""
    return secrets.token_hex(8)


def own_request_id() -> str:
    """The number of the request under way; "" outside any."""
    return str(get_contextvars().get(OWN, ""))


def originating_request_id() -> str | None:
    """The number of the request that everything began with, which may have been a neighbour's."""
    known = get_contextvars()
    return known.get(PEERS) or known.get(OWN)


@contextmanager
def from_peer(given: str) -> Iterator[None]:
    """On behalf of a neighbour's request of this number; what can be none is not taken into the log."""
    with bound_contextvars(**({PEERS: given} if _WELL_FORMED.fullmatch(given) else {})):
        yield
