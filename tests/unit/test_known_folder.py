"""The data folder of the tests is the same for each of them, whatever the one before has done to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.known_folder import KnownFolder

CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "contents": lambda folder: (folder / "keys" / "a.pem").write_text("KEY"),
    "removed": lambda folder: (folder / "keys" / "a.pem").unlink(),
    "replaced": lambda folder: (folder / "new").rename(folder / "keys" / "a.pem"),
    "rights": lambda folder: (folder / "keys" / "a.pem").chmod(0o644),
    "added": lambda folder: (folder / "more" / "deep" / "b").write_text("b"),
    "volatile": lambda folder: (folder / "kezek.db").write_text("ROWS"),
}


def contents(folder: Path) -> dict[str, tuple[int, str]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, path.read_text() if path.is_file() else "")
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_put_back_as_it_was(change: str, tmp_path: Path) -> None:
    template, folder = tmp_path / "template", tmp_path / "data"
    (template / "keys").mkdir(parents=True)
    (template / "keys" / "a.pem").write_text("key")
    (template / "keys" / "a.pem").chmod(0o600)
    (template / "kezek.db").write_text("rows")
    known = KnownFolder(template, folder, frozenset({"kezek.db"}))
    known.put_back()
    (folder / "new").write_text("new")
    (folder / "more" / "deep").mkdir(parents=True)
    CHANGES[change](folder)

    known.put_back()

    assert contents(folder) == contents(template)
