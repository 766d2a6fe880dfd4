"""A folder that is put back as it was: only files that have changed are written, which most tests leave alone."""

import os
import shutil
from pathlib import Path

Mark = tuple[int, int, int, int]


class KnownFolder:
    """`folder` is made like `template` by the first `put_back`; `volatile` are written each time."""

    def __init__(self, template: Path, folder: Path, volatile: frozenset[str] = frozenset()) -> None:
        self._template = template
        self._folder = folder
        self._volatile = volatile
        self._paths = {path.relative_to(template) for path in template.rglob("*")}
        self._marks: dict[Path, Mark | None] = {}

    def put_back(self) -> None:
        if not self._folder.exists():
            shutil.copytree(self._template, self._folder)
        self._remove_unknown()
        for path in sorted(self._paths):
            if self._is_changed(path):
                self._copy(path)

    def _remove_unknown(self) -> None:
        for path in sorted(self._folder.rglob("*"), reverse=True):
            if path.relative_to(self._folder) in self._paths:
                continue
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()

    def _is_changed(self, path: Path) -> bool:
        return path.name in self._volatile or path not in self._marks or self._marks[path] != _mark(self._folder / path)

    def _copy(self, path: Path) -> None:
        known, file = self._template / path, self._folder / path
        if known.is_dir():
            file.mkdir(exist_ok=True)
            shutil.copystat(known, file)
        else:
            shutil.copy2(known, file)
            self._marks[path] = _mark(file)


def _mark(file: Path) -> Mark | None:
    """Another after each change, of its contents or its rights."""
    try:
        found = os.lstat(file)
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
