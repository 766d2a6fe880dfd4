"""Who may import whom: the contracts of pyproject.toml, kept by import-linter."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.sources import ROOT, modules


def test_every_contract_is_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (ran.returncode, "0 broken" in ran.stdout) == (0, True), ran.stdout


def test_a_module_of_tests_is_imported_by_no_module_of_the_product() -> None:
    texts = {path: (ROOT / path).read_text() for path in modules()}

    assert [path for path, text in texts.items() if "from tests" in text or "import tests" in text] == []


def test_every_room_has_its_layer() -> None:
    """A room that the contract does not name may import, and be imported by, any other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["name"] == "rooms of the portal, downwards only")
    named = [room.strip() for layer in layers for room in layer.split("|")]

    rooms = {"portal." + path.split("/")[1].removesuffix(".py") for path in modules() if path.startswith("portal/")}
    assert sorted(named) == sorted({"auth", *rooms} - {"portal.__init__"})
