"""The demonstration's data folder, and the settings that name what is in it."""

import fcntl
from pathlib import Path
from typing import TextIO

from portal.demo.key_files import key_folder
from portal.demo.layout import LOG, DemoLayout
from portal.demo.material import FILE, is_demo_folder, write_marker_file
from portal.demo.new_keys import write_secret
from portal.settings import Settings

_NAME_ANOTHER = "Name another folder: portal demo --data FOLDER"


class FolderRefused(Exception):
    """Why the demonstration cannot have this folder, in a sentence."""


def prepare(layout: DemoLayout) -> None:
    """Make what is missing. What is there stays. Raises FolderRefused."""
    claim_folder(layout.data)
    key_folder(layout.data).mkdir(exist_ok=True, mode=0o700)
    write_secret(layout.data / "secret")
    for row, site in layout.sites():
        site.folder.mkdir(exist_ok=True, mode=0o700)
        row.prepare(site)


def claim_folder(data: Path) -> None:
    """Make and mark the folder, unless it holds files of somebody else. Raises FolderRefused."""
    try:
        if data.exists() and not data.is_dir():
            raise FolderRefused(f"{data} is a file. {_NAME_ANOTHER}")
        if data.is_dir() and any(data.iterdir()) and not is_demo_folder(data):
            raise FolderRefused(f"{data} holds files that are not of a demonstration. {_NAME_ANOTHER}")
        if (data / LOG).is_dir():
            raise FolderRefused(f"{data / LOG} is a folder, where the log is to be. {_NAME_ANOTHER}")
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_marker_file(data)
    except OSError as error:
        raise FolderRefused(f"{data} cannot be written: {error.strerror}. {_NAME_ANOTHER}") from error


def hold_folder(data: Path) -> TextIO:
    """Hold the folder against a second demonstration while the file is open: until this process ends at the latest.

    Raises FolderRefused where another one runs in it.
    """
    held = (data / FILE).open()
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        held.close()
        raise FolderRefused(f"A demonstration runs in {data} already. {_NAME_ANOTHER}") from error
    return held


def demo_settings(layout: DemoLayout) -> Settings:
    """With the settings that every stand-in adds."""
    data = layout.data
    settings = Settings(
        data=data,
        database_url=f"sqlite+aiosqlite:///{data / 'kezek.db'}",
        files_url=str(data / "files"),
        secret_file=data / "secret",
        address=layout.portal,
        demo=True,
    )
    for row, site in layout.sites():
        settings = row.settings(settings, site)
    return settings
