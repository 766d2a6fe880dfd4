"""Ports for servers that a test starts as processes."""

import random
import socket


def free_port() -> int:
    """Return a free port below 32768, because the system takes higher ones for outgoing connections."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311 -- no secret
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) != 0:
                return port
