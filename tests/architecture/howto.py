"""A page of docs/howto as a machine reads it: its fenced blocks, each done to a copy of the house in the page's order.

A block is a change (`diff`), a whole new file (`python path=...`), translations to fill in (`po path=...`) or commands
(`sh`). A change is found by its lines, which must stand in the file once; the line numbers in it are for people.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from tests.architecture.sources import ROOT

_FENCED = re.compile(r"^```(\w+)(?: path=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "node_modules", ".*_cache", ".hypothesis", "__pycache__")
_OF_NODE = "tests/identity_provider/node_modules"
_LONGEST = 240
_LAST_LINES = 120


class Stale(Exception):
    """The page does not work any more."""


@dataclass(frozen=True)
class Block:
    """`line` is where it begins in the page."""

    page: str
    line: int
    kind: str
    path: str
    text: str

    def __str__(self) -> str:
        return f"docs/howto/{self.page}, line {self.line}, the block {self.kind} {self.path}".strip()


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text()
    return [
        Block(page.name, text.count("\n", 0, found.start()) + 1, found[1], found[2] or "", found[3])
        for found in _FENCED.finditer(text)
    ]


def copy_of_the_house(to: Path) -> Path:
    """Without the data folder; with this run's own environment, in which the copy shadows what is installed."""
    house = to / "house"
    shutil.copytree(ROOT, house, ignore=_NOT_COPIED)
    shutil.rmtree(house / "data", ignore_errors=True)
    (house / ".venv").symlink_to(sys.prefix)
    (house / _OF_NODE).symlink_to(ROOT / _OF_NODE)
    return house


def do(block: Block, house: Path) -> list[str]:
    """What the block changes, by path. Raises Stale, which says what is wrong with it."""
    if block.kind == "sh":
        _run(block, house)
        return []
    if block.kind == "diff":
        return [_change(one, house) for one in _by_file(block)]
    if block.kind == "po":
        return [_translate(block, house)]
    return [_create(block, house)]


def _run(block: Block, house: Path) -> None:
    ran = run(block.text, house)
    if ran.returncode:
        printed = "".join(ran.stdout.splitlines(keepends=True)[-_LAST_LINES:])
        raise Stale(f"{block} ended with {ran.returncode}:\n{block.text}\n{printed}")


def run(commands: str, house: Path) -> subprocess.CompletedProcess[str]:
    """By a shell that stops at the first failure. What goes to standard error is in `stdout` too."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "KEZEK_"))}
    return subprocess.run(
        ["sh", "-e", "-c", commands],
        cwd=house,
        env={**own, "PYTHONPATH": str(house), "PYTEST_ADDOPTS": "-p no:playwright"},  # which takes a second to load
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_LONGEST,
        check=False,
    )


def _create(block: Block, house: Path) -> str:
    file = house / block.path
    if not block.path or file.exists():
        raise Stale(f"{block} is to be a new file, and is there already or has no path")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text)
    return block.path


def _by_file(block: Block) -> Iterator[Block]:
    """The changes of each file that the diff names."""
    for part in re.split(r"^diff .*\n|^(?=--- )", block.text, flags=re.MULTILINE):
        if named := re.match(r"--- a/(\S+)\n\+\+\+ b/\1\n", part):
            yield replace(block, path=named[1], text=part[named.end() :])
        elif part.strip():
            raise Stale(f"{block} has something that is no change of a file:\n{part}")


def _change(block: Block, house: Path) -> str:
    file = house / block.path
    if not file.is_file():
        raise Stale(f"{block}: there is no such file")
    text = "\n" + file.read_text()
    for hunk in re.split(r"^@@.*\n", block.text, flags=re.MULTILINE)[1:]:
        before, after = _lines(hunk, " -"), _lines(hunk, " +")
        places = len(re.findall(f"(?={re.escape(before)})", text))
        if places != 1:
            raise Stale(f"{block}: these lines must stand in it once, and stand {places} times:{before}")
        text = text.replace(before, after)
    file.write_text(text[1:])
    return block.path


def _lines(hunk: str, signs: str) -> str:
    """Those of the hunk with one of the signs, as they stand in a file."""
    lines = [line or " " for line in hunk.splitlines()]
    return "".join(f"\n{line[1:]}" for line in lines if line[0] in signs) + "\n"


def _translate(block: Block, house: Path) -> str:
    file = house / block.path
    catalogue = read_po(BytesIO(file.read_bytes()), locale=file.stem)
    for message in read_po(BytesIO(block.text.encode())):
        if not message.id:
            continue
        if message.id not in catalogue:
            raise Stale(f"{block}: the sources have no text {message.id!r}")
        catalogue[message.id].string = message.string
    with file.open("wb") as target:
        write_po(target, catalogue, width=120, sort_by_file=True, include_lineno=False)
    return block.path
