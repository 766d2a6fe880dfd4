"""The demonstration's ports: sockets that listen from the start, so that no other program can take one meanwhile."""

import secrets
import socket

from portal.demo.site import HOST

# Below 32768: the system takes the local ports of outgoing connections from above.
_LOWEST, _HIGHEST = 20_000, 32_000
_TRIES = 200
_CHOOSE = "Choose another: portal demo --port 9080, or make run PORT=9080."


class PortRefused(Exception):
    """Why it cannot be had, in a sentence."""


class PortTaken(PortRefused):
    """Another program listens there."""


def listen(first: int, count: int) -> list[socket.socket]:
    """`count` listening sockets, one port after another from `first`; with 0, from any. Raises PortRefused."""
    if first:
        return _row(first, count)
    for _ in range(_TRIES):
        try:
            return _row(_LOWEST + secrets.randbelow(_HIGHEST - _LOWEST), count)
        except PortTaken:
            continue
    raise PortTaken(f"No {count} free ports in a row from {_LOWEST} to {_HIGHEST}.")


def _row(first: int, count: int) -> list[socket.socket]:
    row: list[socket.socket] = []
    try:
        row.extend(_listening(port) for port in range(first, first + count))
    except PortRefused:
        for taken in row:
            taken.close()
        raise
    return row


def _listening(port: int) -> socket.socket:
    """It listens at once: two sockets can be bound to one port as long as neither listens."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(512)
    except OSError as error:
        listening.close()
        raise _refused(port, error) from error
    return listening


def _refused(port: int, error: OSError) -> PortRefused:
    if isinstance(error, PermissionError):
        return PortRefused(f"Port {port} is for the system alone. {_CHOOSE}")
    return PortTaken(f"Port {port} is in use. {_CHOOSE}")
