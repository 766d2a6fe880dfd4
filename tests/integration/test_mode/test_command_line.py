"""`portal demo` with a port or a folder that it cannot have: one sentence and an exit code, never a traceback."""

import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from e2e.kit.demo import Demo
from portal.cli import main
from portal.demo.data_folder import FolderRefused, claim_folder, hold_folder
from portal.demo.listening import PortRefused, listen
from portal.demo.people import PEOPLE
from portal.demo.stand_ins import STAND_INS
from tests.factories.nobody import as_nobody, open_folder
from tests.factories.sink import drain_the_log

REFUSED, USAGE = 1, 64
PORTS = 1 + len(STAND_INS)
LAST_PORT = 65536 - PORTS
_FIRST_FREE = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(monkeypatch, capsys)


class Run:
    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int | str | None, str]:
        """The exit code, and what was written to the terminal."""
        self._monkeypatch.setattr(sys, "argv", ["portal", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        drain_the_log()
        written = self._capsys.readouterr()
        assert written.out == ""
        return ended.value.code, written.err


@pytest.mark.parametrize(
    "port", ["abc", "", "-1", "8080.5", "1e3", "٨٠٨٠", str(LAST_PORT + 1), "65536", "9" * 5000], ids=ascii
)
def test_a_port_that_is_none_or_leaves_no_room_for_the_stand_ins(run: Run, tmp_path: Path, port: str) -> None:
    code, told = run("demo", "--port", port, "--data", str(tmp_path / "data"))

    wanted = f"--port {port!r}: give a number from 1 to {LAST_PORT}, or 0 for any. {PORTS} ports in a row are needed.\n"
    assert (code, told) == (USAGE, wanted)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["x", "65536"])
def test_a_port_of_serve_that_is_none(run: Run, port: str) -> None:
    assert run("serve", "--port", port) == (USAGE, f"--port '{port}': give a number from 1 to 65535, or 0 for any.\n")


def test_a_port_that_is_taken(run: Run, tmp_path: Path) -> None:
    (taken,) = listen(0, 1)
    with closing(taken):
        port = taken.getsockname()[1]

        code, told = run("demo", "--port", str(port), "--data", str(tmp_path))

    choose = "Choose another: portal demo --port 9080, or make run PORT=9080."
    assert (code, told) == (REFUSED, f"Port {port} is in use. {choose}\n")


def test_a_port_of_the_system() -> None:
    if int(_FIRST_FREE.read_text()) <= 80:
        pytest.skip("on this machine everybody may listen on port 80")

    def refusal() -> str:
        try:
            listen(80, 1)
        except PortRefused as refused:
            return str(refused)
        return ""

    assert as_nobody(refusal).startswith("Port 80 is for the system alone.")


@pytest.mark.parametrize("folder", ["file", "file/below"])
def test_a_folder_that_is_a_file_or_below_one(run: Run, tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("mine")
    data = tmp_path / folder

    code, told = run("demo", "--port", "0", "--data", str(data))

    why = {"file": "is a file.", "file/below": "cannot be written: Not a directory."}[folder]
    assert (code, told) == (REFUSED, f"{data} {why} Name another folder: portal demo --data FOLDER\n")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_of_somebody_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")

    code, told = run("demo", "--port", "0", "--data", str(tmp_path))

    assert (code, told.startswith(f"{tmp_path} holds files that are not of a demonstration.")) == (REFUSED, True)
    assert told.count("\n") == 1
    assert [file.name for file in tmp_path.iterdir()] == ["letter"]


@pytest.mark.parametrize("name", ["", "below"])
def test_a_folder_in_which_nothing_can_be_written(name: str) -> None:
    with open_folder() as folder:
        data = folder / name

        def refusal() -> str:
            try:
                claim_folder(data)
            except FolderRefused as refused:
                return str(refused)
            return ""

        assert as_nobody(refusal).startswith(f"{data} cannot be written: Permission denied.")


def test_a_loop_of_links_is_no_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    code, told = run("demo", "--port", "0", "--data", str(tmp_path / "loop"))

    assert (code, told.count("\n"), "cannot be written" in told) == (REFUSED, 1, True)


def test_a_name_that_is_too_long_is_no_folder(run: Run, tmp_path: Path) -> None:
    code, told = run("demo", "--port", "0", "--data", str(tmp_path / ("x" * 300)))

    assert (code, told.count("\n"), "File name too long" in told) == (REFUSED, 1, True)


def test_the_command_itself_ends_so_too(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")
    command = [str(Path(sys.executable).with_name("portal")), "demo", "--port", "0", "--data", "."]

    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (REFUSED, "", 1)


def test_a_folder_in_which_a_demonstration_runs(run: Run, tmp_path: Path) -> None:
    claim_folder(tmp_path)

    with hold_folder(tmp_path):
        code, told = run("demo", "--port", "0", "--data", str(tmp_path))

    assert (code, told) == (
        REFUSED,
        f"A demonstration runs in {tmp_path} already. Name another folder: portal demo --data FOLDER\n",
    )


def test_a_folder_where_the_log_is_to_be(run: Run, tmp_path: Path) -> None:
    claim_folder(tmp_path)
    (tmp_path / "portal.log").mkdir()

    code, told = run("demo", "--port", "0", "--data", str(tmp_path))

    assert (code, told) == (
        REFUSED,
        f"{tmp_path}/portal.log is a folder, where the log is to be. Name another folder: portal demo --data FOLDER\n",
    )


def test_a_folder_of_an_earlier_demonstration_is_taken_again(tmp_path: Path) -> None:
    claim_folder(tmp_path)
    (tmp_path / "kezek.db").write_text("")

    claim_folder(tmp_path)

    assert sorted(file.name for file in tmp_path.iterdir()) == ["DEMONSTRATION", "kezek.db"]


def test_the_table_of_people_stays_in_sight(demo: Demo) -> None:
    assert httpx.get(f"{demo.address}/en/").status_code == 200

    terminal = demo.terminal.read_text()
    assert [one.iin for one in PEOPLE if one.iin not in terminal] == []
    assert f"The log is {demo.data / 'portal.log'}; " in terminal
    assert re.search(r"Other commands: \S*bin/portal --help", terminal)
    assert re.findall(r"^.*(?:\[info|request).*$", terminal.replace("request.json", ""), re.MULTILINE) == []
    assert re.search(r"\[info +\] request", demo.log)
