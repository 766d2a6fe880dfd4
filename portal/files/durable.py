"""Makes a file of a folder store survive a power cut: the store renames files and never calls fsync."""

import os
from pathlib import Path


def flush_to_disk(root: Path, key: str) -> None:
    """Call fsync for the file and for every folder up to `root`, because the folders may be new."""
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
