"""A demonstration of its own for the tests: `portal demo` as another process, on free ports, in a folder that goes."""

import os
import random
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from e2e.kit.waiting import until
from portal.demo.ground import HOST, Ports
from portal.simulators.authority.authority import DemoAuthority

ROOT = Path(__file__).resolve().parent.parent.parent
_IN_A_ROW = 4
# Below 32768: above it the system gives ports to whoever connects somewhere.
_LOWEST, _HIGHEST = 20_000, 32_000
_SECONDS_TO_START, _SECONDS_TO_STOP = 60, 15


class Demo:
    """Started on entering, stopped on leaving."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.log_file = folder / "demo.log"
        self.ports = Ports(_free_ports())
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return self.ports.address(self.ports.portal)

    @property
    def authority_address(self) -> str:
        return self.ports.address(self.ports.authority)

    @property
    def authority(self) -> DemoAuthority:
        """The demonstration's own authority, opened in this process: the folder is made for several."""
        return DemoAuthority.open(self.data / "authority")

    @property
    def log(self) -> str:
        """Everything it has said, and whether it is still there."""
        ended = self._process.poll() if self._process else None
        end = "" if ended is None else f"\n(ended with {ended})"
        return self.log_file.read_text(errors="replace") + end

    def __enter__(self) -> Self:
        # Not by the script's name: whoever ends a demonstration of theirs by that name would end this one too.
        command = [sys.executable, "-c", "from portal.cli import main; main()", "demo"]
        command += ["--port", str(self.ports.portal), "--data", str(self.data)]
        with self.log_file.open("wb") as log:
            # A session of its own, so that what it has started can be ended with it.
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
            )
        until(f"the demonstration answers (log: {self.log_file})", self._is_ready, _SECONDS_TO_START)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _is_ready(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            raise AssertionError(f"the demonstration ended:\n{self.log}")
        return self._answers() and self.has_lists()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/ready", timeout=5) as answer:  # noqa: S310 -- our own
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def has_lists(self) -> bool:
        """Whether the portal holds both revocation lists: the root's, and the issuing authority's."""
        return len(list((self.data / "crl").glob("*.index"))) == 2

    @contextmanager
    def revocation_unknown(self) -> Iterator[None]:
        """The authority's lists cannot be fetched.

        Those already held still count, and one may be on its way: `forget_lists` just before they are looked at.
        """
        authority = self.authority
        authority.go_down()
        try:
            yield
        finally:
            authority.come_back()
            until("the portal holds the revocation lists again", self.has_lists)

    def forget_lists(self) -> None:
        """Take the held lists away, as if they were past their time."""
        for file in (self.data / "crl").iterdir():
            file.unlink(missing_ok=True)


def _free_ports() -> int:
    """The first of a row of ports that nobody listens on."""
    while True:
        first = random.randrange(_LOWEST, _HIGHEST)  # noqa: S311 -- no secret
        if all(_is_free(port) for port in range(first, first + _IN_A_ROW)):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    return True
