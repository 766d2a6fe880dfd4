"""An application in a process of its own, as one worker of the portal's server, with what it costs."""

import multiprocessing
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

HOST = "127.0.0.1"
_TICKS = os.sysconf("SC_CLK_TCK")
_SECONDS_TO_START = 60


@dataclass(frozen=True)
class Served:
    """Where it listens, and which process it is."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """User and system time the process has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> int:
        """Bytes that are its own: what other processes do with shared pages does not count."""
        lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


@contextmanager
def served(make: Callable[..., Any], *arguments: object) -> Iterator[Served]:
    """`make(*arguments)` gives the application; both travel to another process, so both must be picklable."""
    listening = socket.create_server((HOST, 0))
    spawn = multiprocessing.get_context("spawn")
    up = spawn.Event()
    process = spawn.Process(target=_serve, args=(listening, up, make, arguments), daemon=True)
    process.start()
    try:
        if not up.wait(_SECONDS_TO_START) or process.pid is None:
            raise RuntimeError("the application did not start")
        yield Served(listening.getsockname()[1], process.pid)
    finally:
        process.terminate()
        process.join(10)
        process.kill()
        listening.close()


def _serve(listening: socket.socket, up: Any, make: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    config = uvicorn.Config(make(*arguments), log_level="error", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    started = server.startup

    async def startup(sockets: list[socket.socket] | None = None) -> None:
        await started(sockets)
        up.set()

    server.startup = startup  # type: ignore[method-assign]
    server.run([listening])
