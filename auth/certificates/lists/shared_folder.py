"""Files that several processes write and read: a lock for writers, atomic replacement for readers."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which one process has at a time. The folder is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_whole(file: Path, contents: bytes) -> None:
    """Replace the file atomically and durably (fsync). Writers hold `folder_lock`; readers need no lock."""
    new = file.with_suffix(file.suffix + ".new")
    with new.open("wb") as opened:
        opened.write(contents)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
    directory = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
