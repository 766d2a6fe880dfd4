"""The pictures of the README can be taken anew, and are small."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from e2e.kit.demo import ROOT

_LARGEST, _LONGEST = 150_000, 300


def shown() -> dict[str, str]:
    """The pictures of the README with what they say to people who do not see them."""
    return dict(re.findall(r'<img src="([^"]+)" height="300" alt="([^"]+)">', (ROOT / "README.md").read_text()))


def test_the_readme_shows_three_small_pictures_and_says_what_is_on_them() -> None:
    assert list(shown()) == [f"docs/pictures/{name}.png" for name in ("phone", "desk", "notice")]
    assert [file for file in shown() if (ROOT / file).stat().st_size > _LARGEST] == []


@pytest.mark.long
def test_they_are_taken_anew_as_they_are(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "e2e.pictures", str(tmp_path)]

    subprocess.run(command, cwd=ROOT, check=True, timeout=_LONGEST)

    assert [size(tmp_path / Path(file).name) for file in shown()] == [size(ROOT / file) for file in shown()]


def size(file: Path) -> tuple[int, int]:
    with Image.open(file) as picture:
        return picture.size
