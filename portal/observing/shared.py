"""Metrics of several processes on one machine, added up.

Each process holds a slot (`serve1`, `serve2`, `worker1`) while it lives, and counts in the slot's files. The next
process in a slot continues its counters, so a restart never lowers a counter.
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
"""The lock of our slot. It is never closed: the system releases it when the process ends, even by a kill."""


def share(folder: Path, part: str) -> None:
    """Let this process count in `folder`, in a slot of `part` ("serve", "worker"). A second call changes nothing."""
    if _held:
        return
    folder.mkdir(parents=True, exist_ok=True)
    slot = _take_slot(folder, part)
    for file in folder.glob(f"*_{slot}.db"):
        if file.name.startswith("gauge") or not is_whole(file):
            file.unlink()
    os.environ[_FOLDER] = str(folder)
    values.ValueClass = values.MultiProcessValue(lambda: slot)  # type: ignore[no-untyped-call]


def shared_folder() -> Path | None:
    """The folder of the slots; None if this process does not share its metrics."""
    return Path(os.environ[_FOLDER]) if _held else None


def living(folder: Path) -> Iterator[tuple[str, int]]:
    """The slots held by a living process, each with its process id."""
    for lock in sorted(folder.glob("*.lock")):
        with lock.open() as opened, suppress(ValueError):
            if not _locks(opened, fcntl.LOCK_SH):
                yield lock.stem, int(opened.read())


def is_whole(file: Path) -> bool:
    """False for a file that a power cut has left half written, or that is gone."""
    try:
        for key, *_ in MmapedDict.read_all_values_from_file(str(file)):  # type: ignore[no-untyped-call]
            json.loads(key)
    except FileNotFoundError:
        return False
    except Exception:  # noqa: BLE001 -- a damaged file may raise anything
        return False
    return True


def _take_slot(folder: Path, part: str) -> str:
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
