"""The commands of the Makefile and a contributor's first change: what documents say of them works."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from e2e.kit.waiting import until
from portal.rendering.catalogues import TRANSLATED
from tests.architecture.howto import blocks_of, copy_of_the_house, do
from tests.architecture.sources import ROOT

DOCUMENTS = [
    *ROOT.glob("*.md"),
    *ROOT.glob("docs/**/*.md"),
    *ROOT.glob("*/README.md"),
    ROOT / ".pre-commit-config.yaml",
]
_SECONDS_TO_START, _SECONDS_TO_STOP = 60, 20


def targets() -> list[str]:
    declared: str
    (declared,) = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return declared.split()


def test_help_says_what_each_command_is_for() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    lines = [line.split(maxsplit=2) for line in told.splitlines()]

    assert [(program, target) for program, target, _ in lines] == [("make", target) for target in targets()]


def test_documents_name_no_command_that_is_not_there() -> None:
    named = {
        (str(file.relative_to(ROOT)), target)
        for file in DOCUMENTS
        for target in re.findall(r"(?:`|^ {4}|```sh\n)make ([a-z-]+)", file.read_text(), re.MULTILINE)
    }

    assert {(file, target) for file, target in named if target not in targets()} == set()
    assert {target for _, target in named} == set(targets())


def test_the_hooks_of_commits_are_sound_and_their_programs_there() -> None:
    config = ROOT / ".pre-commit-config.yaml"
    subprocess.run([ROOT / ".venv/bin/pre-commit", "validate-config", config], check=True)

    programs = re.findall(r"entry: (\S+)", config.read_text())

    assert [program for program in programs if not (ROOT / program).exists()] == []
    assert {line.split()[0] for line in recipe("check")} <= set(programs)


def recipe(target: str) -> list[str]:
    lines: str
    (lines,) = re.findall(rf"^{target}:.*\n((?:\t.+\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return lines.splitlines()


@pytest.mark.on_a_copy
def test_the_first_change_of_a_contributor_works(tmp_path: Path) -> None:
    house, walk = copy_of_the_house(tmp_path), blocks_of(ROOT / "CONTRIBUTING.md")

    done = [path for block in walk for path in do(block, house)]

    catalogues = [f"portal/rendering/locales/{one.value}.po" for one in TRANSLATED]
    assert done == ["templates/pages/public/home.html", *catalogues]


@pytest.mark.long
@pytest.mark.on_a_copy
def test_dev_starts_again_when_a_template_or_a_module_changes(tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    template, module = house / "templates/pages/public/home.html", house / "portal/pages/public/pages.py"

    with dev(house):
        until("the demonstration answers", lambda: shows(house, "/en/", "<h1>"), _SECONDS_TO_START)
        template.write_text(template.read_text().replace("<h1>", '<h1 class="new">'))
        until("the changed template shows", lambda: shows(house, "/en/", '<h1 class="new">'), _SECONDS_TO_START)
        module.write_text(module.read_text().replace('@get("/"', '@get(["/", "/again"]'))
        until("the changed module runs", lambda: shows(house, "/en/again", '<h1 class="new">'), _SECONDS_TO_START)


@contextmanager
def dev(house: Path) -> Iterator[None]:
    """On ports of its own; the copy shadows what is installed.

    The copy links the checkout's .venv. Its lists of requirements count as old, so that set-up leaves that alone.
    """
    for file in ("pyproject.toml", "uv.lock"):
        os.utime(house / file, (0, 0))
    environment = {**os.environ, "PYTHONPATH": str(house)}
    with (house / "log").open("wb") as log:
        process = subprocess.Popen(
            ["make", "dev", "PORT=0"], cwd=house, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(_SECONDS_TO_STOP)


def shows(house: Path, path: str, text: str) -> bool:
    """Whether the page has it. While the demonstration starts again there is no page."""
    try:
        address = json.loads((house / "data/demo/demo.json").read_text())["portal"]
        return text in httpx.get(f"{address}{path}").text
    except (FileNotFoundError, httpx.TransportError):
        return False
