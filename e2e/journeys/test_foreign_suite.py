"""The kit in other hands: the README's suite, in a folder of its own, told where a demonstration runs."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from e2e.kit.demo import Demo, Running
from e2e.kit.windows import SignedIn

_README = Path(__file__).parent.parent / "README.md"
_FILE = re.compile(r"`(\w+\.py)`.*?:\n\n```python\n(.*?)```", re.DOTALL)

_ONE_THAT_FAILS = """
def test_fails(windows):
    assert windows.open().go("/").status == 404


def test_passes(windows):
    assert windows.open().go("/").status == 200
"""


def run_suite(folder: Path, demo: Demo | Running) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    environment = {**os.environ, "KEZEK_URL": demo.address}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_suite_of_the_readme_passes_with_nothing_but_the_kit(
    demo: Demo | Running, signed_in: SignedIn, tmp_path: Path
) -> None:
    files = dict(_FILE.findall(_README.read_text()))
    assert list(files) == ["conftest.py", "test_term.py"]
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    ran = run_suite(tmp_path, demo)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search("^1 passed", ran.stdout, re.MULTILINE)
    # It has moved the clock, and put everything back: nobody is signed in any more.
    signed_in.clear()


def test_journey_that_failed_leaves_a_trace_and_one_that_passed_none(demo: Demo | Running, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["e2e.kit.plugin"]\n')
    (tmp_path / "test_home.py").write_text(_ONE_THAT_FAILS)

    ran = run_suite(tmp_path, demo)

    assert (ran.returncode, bool(re.search("^1 failed, 1 passed", ran.stdout, re.MULTILINE))) == (1, True), ran.stdout
    (trace,) = (tmp_path / "test-results").rglob("*.zip")
    assert "test-fails" in str(trace)
    assert {"trace.trace", "trace.network"} <= set(zipfile.ZipFile(trace).namelist())
