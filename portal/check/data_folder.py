"""The data folder and the disk under it."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url

from portal.check.findings import Finding, Installation, unsafe, wrong

_ENOUGH = 1024**3
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs"}
_MOUNTS = Path("/proc/mounts")


def data_folder(installation: Installation) -> Iterator[Finding]:
    """The folder exists, the portal can write to it, and other users cannot read it: it holds people's documents."""
    folder = installation.settings.data
    if not folder.is_dir():
        yield wrong("data_missing", f"There is no data folder {folder}. Make it: mkdir -m 700 {folder}")
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield wrong("data_not_writable", f"The data folder {folder} cannot be written. Give it to the portal's user.")
    if folder.stat().st_mode & stat.S_IRWXO:
        yield unsafe("data_open", f"Every user of this machine can look into {folder}. Close it: chmod o= {folder}")


def disk(installation: Installation) -> Iterator[Finding]:
    folder = installation.settings.data
    if folder.is_dir():
        yield from room(folder, _ENOUGH)


def room(folder: Path, enough: int) -> Iterator[Finding]:
    """At least `enough` bytes should be free on the folder's disk."""
    free = shutil.disk_usage(folder).free
    if free < enough:
        free, enough = free // 1024**2, enough // 1024**2
        yield unsafe("disk_full", f"Only {free} MB are free where {folder} lies. Make room for {enough} MB.")


def sqlite_place(installation: Installation) -> Iterator[Finding]:
    """SQLite's write-ahead log needs shared memory, which a network file system does not have."""
    address = make_url(installation.settings.database_url)
    if address.get_backend_name() != "sqlite" or not address.database or not _MOUNTS.exists():
        return
    kind = file_system(Path(address.database).resolve(), _MOUNTS.read_text())
    if kind in _NETWORK:
        yield unsafe(
            "sqlite_network",
            f"The database lies in a network folder ({kind}), where SQLite loses data."
            " Move it to a disk of this machine, or use PostgreSQL.",
        )


def file_system(path: Path, mounts: str) -> str:
    """The type of the file system of a path, by the lines of /proc/mounts."""
    found, kind = Path("/"), ""
    for line in mounts.splitlines():
        _, place, type_, *_ = line.split()
        mounted = Path(place.replace("\\040", " "))
        if path.is_relative_to(mounted) and len(mounted.parts) >= len(found.parts):
            found, kind = mounted, type_
    return kind
