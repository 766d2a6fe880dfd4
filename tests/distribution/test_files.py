"""What the distributions hold: every file that the portal needs to run, and the licences of all that is in them."""

import subprocess
import tomllib
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

from tests.architecture.sources import ROOT
from tests.distribution.building import Built, build

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
INFO = f"kezek-{VERSION}.dist-info"
LICENCES = {"LICENSE", "static/vendor/htmx-4.0.1/LICENSE", "static/vendor/noto-sans-2020/OFL.txt"}


def tracked(*folders: str) -> set[str]:
    """The files that git tracks, and those that it would, as nobody has told it to ignore them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {path for path in listed.splitlines() if (ROOT / path).is_file()}


def test_the_wheel_holds_every_file_of_the_portal_and_nothing_else(built: Built) -> None:
    inside_the_package = {f"portal/{path}" for path in tracked("templates", "static")}

    of_the_portal = {path for path in built.files if not path.startswith(INFO)}

    assert of_the_portal == tracked("portal", "auth") | inside_the_package


def test_the_sdist_builds_the_same_wheel_as_the_checkout(built: Built, tmp_path: Path) -> None:
    from_the_checkout = build(tmp_path, "--wheel")

    assert from_the_checkout.wheel.name == built.wheel.name == f"kezek-{VERSION}-py3-none-any.whl"
    assert from_the_checkout.wheel.read_bytes() == built.wheel.read_bytes()


def test_the_licence_of_each_part_is_named_and_enclosed(built: Built) -> None:
    metadata = Parser().parsestr(ZipFile(built.wheel).read(f"{INFO}/METADATA").decode())

    assert metadata["License-Expression"] == "Apache-2.0 AND 0BSD AND OFL-1.1"
    assert set(metadata.get_all("License-File") or []) == LICENCES
    assert {path for path in built.files if path.startswith(f"{INFO}/licenses/")} == {
        f"{INFO}/licenses/{path}" for path in LICENCES
    }


def test_each_vendored_folder_has_its_licence() -> None:
    vendored = {str(folder.relative_to(ROOT)) for folder in (ROOT / "static" / "vendor").iterdir()}

    assert vendored == {str(Path(path).parent) for path in LICENCES if path != "LICENSE"}
