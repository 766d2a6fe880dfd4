"""The demonstration's ports: held from the first moment, so that nobody else can come in between."""

import secrets
import socket

from portal.demo.site import HOST

# Below 32768: above it the system gives ports to whoever connects somewhere.
_LOWEST, _HIGHEST = 20_000, 32_000
_TRIES = 200


class PortTaken(Exception):
    """Something else listens there."""


def listen(first: int, count: int) -> list[socket.socket]:
    """`count` listening sockets, one port after another from `first`; with 0, from any. Raises PortTaken."""
    if first:
        return _row(first, count)
    for _ in range(_TRIES):
        try:
            return _row(_LOWEST + secrets.randbelow(_HIGHEST - _LOWEST), count)
        except PortTaken:
            continue
    raise PortTaken(f"{_LOWEST} to {_HIGHEST}")


def _row(first: int, count: int) -> list[socket.socket]:
    row: list[socket.socket] = []
    try:
        row.extend(_listening(port) for port in range(first, first + count))
    except PortTaken:
        for taken in row:
            taken.close()
        raise
    return row


def _listening(port: int) -> socket.socket:
    """It listens before it is told of: two that are only bound to one port do not disturb each other yet."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(512)
    except OSError as error:
        listening.close()
        raise PortTaken(str(port)) from error
    return listening
