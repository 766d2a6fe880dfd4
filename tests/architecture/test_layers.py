"""Who may import whom: the contracts of pyproject.toml, kept by import-linter."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT, modules


def test_every_contract_is_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (ran.returncode, "0 broken" in ran.stdout) == (0, True), ran.stdout


def test_a_module_of_tests_is_imported_by_no_module_of_the_product() -> None:
    texts = {path: (ROOT / path).read_text() for path in modules()}

    assert [path for path, text in texts.items() if "from tests" in text or "import tests" in text] == []
