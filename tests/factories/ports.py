"""Ports for servers that a test starts as processes of their own."""

import random
import socket


def free_port() -> int:
    """Below 32768: above it the system gives ports to whoever connects somewhere."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311 -- no secret
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) != 0:
                return port
