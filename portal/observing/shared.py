"""Counters of several processes on one machine, added up.

Each process takes a place, `serve1`, `serve2`, `worker1`, for as long as it lives, and counts in that place's files.
The next one in a place goes on counting where the last one ended: a process that is started anew takes nothing back.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TextIO

from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_held: list[TextIO] = []
"""The lock of our place, never closed: the system lets go of it when the process ends, however that is."""


def share(folder: Path, part: str) -> None:
    """From now on this process counts in this folder, in a place of this part. Asked again, it stays in its place."""
    if _held:
        return
    folder.mkdir(parents=True, exist_ok=True)
    place = _take_place(folder, part)
    for file in folder.glob(f"*_{place}.db"):
        if file.name.startswith("gauge") or not is_whole(file):
            file.unlink()
    os.environ[_FOLDER] = str(folder)
    values.ValueClass = values.MultiProcessValue(lambda: place)  # type: ignore[no-untyped-call]


def shared_folder() -> Path | None:
    """None: this process counts for itself."""
    return Path(os.environ[_FOLDER]) if _held else None


def living(folder: Path) -> Iterator[tuple[str, int]]:
    """The places that a process holds now, and its process number."""
    for lock in sorted(folder.glob("*.lock")):
        with lock.open() as opened, suppress(ValueError):
            if not _locks(opened, fcntl.LOCK_SH):
                yield lock.stem, int(opened.read())


def is_whole(file: Path) -> bool:
    """Not what a machine that lost its power has left half written."""
    try:
        for key, *_ in MmapedDict.read_all_values_from_file(str(file)):  # type: ignore[no-untyped-call]
            json.loads(key)
    except FileNotFoundError:
        return False
    except Exception:  # noqa: BLE001 -- whatever there is in it
        return False
    return True


def _take_place(folder: Path, part: str) -> str:
    for number in count(1):
        lock = (folder / f"{part}{number}.lock").open("a+")
        if _locks(lock, fcntl.LOCK_EX):
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            _held.append(lock)
            break
        lock.close()
    return f"{part}{number}"


def _locks(file: TextIO, how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
