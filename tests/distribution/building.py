"""The distributions built by uv, and the wheel installed in an empty environment outside the checkout.

The dependencies have the versions of uv.lock, so that a test says something about the wheel and nothing about the day.
"""

import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from tests.architecture.sources import ROOT

UV = Path(sys.executable).with_name("uv")
_LONGEST, _SECONDS_TO_STOP = 300, 20


def uv(*arguments: object) -> None:
    """Try uv's cache first, which .ci/setup.sh has filled: it is quick and needs no network. Else use the registry."""
    command = [str(UV), *map(str, arguments)]
    if subprocess.run([*command, "--offline"], cwd=ROOT, capture_output=True, check=False).returncode == 0:
        return
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_LONGEST, check=False)
    assert ran.returncode == 0, ran.stderr


@dataclass(frozen=True)
class Built:
    sdist: Path
    wheel: Path

    @property
    def files(self) -> set[str]:
        return set(ZipFile(self.wheel).namelist())


def build(folder: Path, *what: str) -> Built:
    """Build the sdist, and the wheel from it; with `--wheel` the wheel alone, from the checkout."""
    uv("build", "--out-dir", folder, *what)
    return Built(next(folder.glob("*.tar.gz"), Path()), next(folder.glob("*.whl")))


@dataclass(frozen=True)
class Installed:
    """An installation of the wheel. Runs commands in `folder`, empty at first, with the checkout out of reach."""

    environment: Path
    folder: Path

    @property
    def site_packages(self) -> Path:
        return next(self.environment.glob("lib/*/site-packages"))

    def run(self, command: str) -> str:
        """Run a command that must succeed, and return its output."""
        shell = ["bash", "-e", "-c", command]
        ran = subprocess.run(
            shell, cwd=self.folder, env=self._known, capture_output=True, text=True, timeout=_LONGEST, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    @contextmanager
    def running(self, command: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Run a command in the background. SIGTERM stops it; it must then exit with 0."""
        with log.open("wb") as said:
            process = subprocess.Popen(shlex.split(command), cwd=self.folder, env=self._known, stdout=said, stderr=said)
        try:
            yield process
            process.terminate()
            assert process.wait(_SECONDS_TO_STOP) == 0, log.read_text()
        finally:
            process.kill()

    @property
    def _known(self) -> dict[str, str]:
        return {"PATH": f"{self.environment / 'bin'}:/usr/bin:/bin", "HOME": str(self.folder)}

    def files(self) -> dict[str, int]:
        """Return the portal's files with their times of change, without Python's caches."""
        files = (file for room in ("portal", "auth") for file in (self.site_packages / room).rglob("*"))
        return {str(file): file.stat().st_mtime_ns for file in files if file.is_file() and file.suffix != ".pyc"}


def install(built: Built, folder: Path) -> Installed:
    """Install the wheel with its dependencies, and without this project's tools."""
    environment, lock = folder / "environment", folder / "pylock.toml"
    uv("export", "--frozen", "--no-dev", "--no-emit-project", "--format", "pylock.toml", "--output-file", lock)
    uv("venv", "--python", sys.executable, environment)
    uv("pip", "sync", "--python", environment, lock)
    uv("pip", "install", "--python", environment, "--no-deps", built.wheel)
    uv("pip", "check", "--python", environment)
    (folder / "elsewhere").mkdir()
    return Installed(environment, folder / "elsewhere")
