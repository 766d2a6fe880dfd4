"""A demonstration for the tests: `portal demo --test-mode` as a process, in a temporary folder."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

from e2e.kit.waiting import until

ROOT = Path(__file__).resolve().parent.parent.parent
_SECONDS_TO_START, _SECONDS_TO_STOP = 120, 60
_SETTINGS = "KEZEK_"


class Running:
    """A demonstration that somebody else has started. Its log cannot be read."""

    log = ""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")


class Demo:
    """A demonstration, started on entering and stopped on leaving. It picks free ports, so that several can run."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.terminal = folder / "terminal.log"
        self.address = ""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """Every line of the log; after the end also the terminal's output."""
        file = self.data / "portal.log"
        logged = file.read_text(errors="replace") if file.exists() else ""
        ended = self._process.poll() if self._process else None
        return logged if ended is None else f"{logged}{self.terminal.read_text()}\n(ended with {ended})"

    def __enter__(self) -> Self:
        # Not by the script's name, or somebody who kills their own demonstration by that name would kill this one.
        command = [sys.executable, "-c", "from portal.cli import main; main()", "demo"]
        command += ["--test-mode", "--port", "0", "--data", str(self.data)]
        with self.terminal.open("wb") as terminal:
            # A new session, so that its child processes can be killed with it.
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdout=terminal, stderr=subprocess.STDOUT, env=_environment(), start_new_session=True
            )
        until(f"the demonstration answers (it writes to {self.terminal})", self._has_told, _SECONDS_TO_START)
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

    def _has_told(self) -> bool:
        """Read the address from demo.json, which the demonstration writes when it answers."""
        if self._process is None or self._process.poll() is not None:
            raise AssertionError(f"the demonstration ended:\n{self.log}")
        told = self.data / "demo.json"
        if told.exists():
            self.address = json.loads(told.read_text())["portal"]
        return told.exists()


def _environment() -> dict[str, str]:
    """Return the environment without KEZEK_ settings: the test mode does not start with them."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)} | {
        "PYTHONUNBUFFERED": "1"
    }
