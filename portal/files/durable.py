"""Makes a file of a folder store survive a power cut: the store renames, but never waits for the disk."""

import os
from pathlib import Path


def flush_to_disk(root: Path, key: str) -> None:
    """Wait until the file and every folder between it and `root` are on the disk; the folders may be new."""
    path = root / key
    _sync(path)
    for folder in path.parents:
        _sync(folder)
        if folder == root:
            return


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
