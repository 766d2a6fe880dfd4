"""What the product stands on: its licences, and no version with a hole that is known (security-floors.toml)."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from typing import Any

import pytest
from packaging.version import Version

from tests.architecture.sources import ROOT

ACCEPTED = {
    *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0"),
    *("Unlicense", "MPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-or-later"),
    # As they were named before there were identifiers.
    *("Apache Software License", "BSD License", "MIT License", "Mozilla Public License 2.0 (MPL 2.0)"),
    "The Unlicense (Unlicense)",
}
EXCEPTIONS = {
    "pyphen": "under GPL, LGPL or MPL, as one chooses; its metadata cannot say so, and we choose LGPL",
    "pypdfium2": "under BSD-3-Clause or Apache-2.0; PDFium, which is in it, and its libraries are as permissive",
}
"""Packages whose metadata do not show that the licence is one of these, and why they are taken."""


def _locked() -> dict[str, Any]:
    return {row["name"]: row for row in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}


LOCKED = _locked()
FLOORS: dict[str, str] = tomllib.loads((ROOT / "security-floors.toml").read_text())["floors"]


def needed(name: str, extras: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """What the lock names as needed by a package, at first hand."""
    row = LOCKED[name]
    yield from row.get("dependencies", ())
    for extra in extras:
        yield from row.get("optional-dependencies", {}).get(extra, ())


def runtime() -> list[str]:
    """Every package that runs with the portal on this machine; what is for another system alone is not there."""
    found, waiting = set[str](), [("kezek", ())]
    while waiting:
        for one in needed(*waiting.pop()):
            name, extras = one["name"], tuple(one.get("extra", ()))
            if name not in found or extras:
                found.add(name)
                waiting.append((name, extras))
    here = {distribution.name.lower().replace("_", "-") for distribution in metadata.distributions()}
    assert {name for name in found - here if not _for_others(name)} == set()
    return sorted(found & here)


def _for_others(name: str) -> bool:
    wanted = [one for row in LOCKED.values() for one in row.get("dependencies", ()) if one["name"] == name]
    return all("marker" in one for one in wanted)


def licence(name: str) -> str:
    """As the package itself names it: by identifiers, in a word, or by its place on the package index."""
    said = metadata.metadata(name)
    if said["License-Expression"]:
        return str(said["License-Expression"])
    classified = [line.rsplit(" :: ", 1)[1] for line in said.get_all("Classifier") or () if line.startswith("License")]
    in_a_word = str(said["License"] or "").partition("\n")[0].strip()
    return in_a_word if in_a_word in ACCEPTED else " AND ".join(classified) or in_a_word


def is_accepted(expression: str) -> bool:
    """One of what is offered must be acceptable; of what holds together, all."""
    return any(
        all(part.strip(" ()") in ACCEPTED or part.strip() in ACCEPTED for part in one.split(" AND "))
        for one in expression.split(" OR ")
    )


def test_everything_we_run_on_has_a_licence_we_accept() -> None:
    refused = {name: licence(name) for name in runtime() if not is_accepted(licence(name))}

    assert set(refused) == set(EXCEPTIONS), refused
    assert len(runtime()) > len(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"])


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        ("MIT", True),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MIT AND (BSD-3-Clause)", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_choice_is_told_from_what_holds_together(expression: str, accepted: bool) -> None:
    assert is_accepted(expression) == accepted


def test_nothing_is_older_than_its_floor() -> None:
    versions = {name: LOCKED[name]["version"] for name in FLOORS}

    assert {name: one for name, one in versions.items() if Version(one) < Version(FLOORS[name])} == {}


def test_every_floor_says_which_hole_it_stands_over() -> None:
    lines = [line for line in (ROOT / "security-floors.toml").read_text().splitlines() if " = " in line]

    assert list(FLOORS) == sorted(FLOORS)
    assert [line for line in lines if not re.fullmatch(r'[a-z0-9-]+ = "[0-9.]+" +# .{20,}', line)] == []
