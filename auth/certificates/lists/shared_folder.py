"""Files that several processes write and read."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """One writer at a time, across processes; the folder is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_whole(file: Path, contents: bytes) -> None:
    """All of it or nothing, also when the machine stops in between. Writers hold the lock, readers none."""
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
