"""The store of files: content can be written, read back and removed."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from pathlib import Path

from obstore.exceptions import BaseError

from portal.check.findings import Finding, Installation, unclear, wrong
from portal.files.opening import open_files
from portal.files.store import FileLost

_PATIENCE = 15


async def file_store(installation: Installation) -> AsyncIterator[Finding]:
    place = installation.settings.files_url
    if not installation.settings.data.is_dir() and Path(place).is_relative_to(installation.settings.data):
        return  # the check would create it, readable by other users
    try:
        async with asyncio.timeout(_PATIENCE):
            await _probe(place)
    except FileLost:
        yield wrong("files_lost", f"What was put into {place} could not be read again. No document is safe there.")
    except (PermissionError, NotADirectoryError) as error:
        yield wrong("files_closed", f"Files cannot be kept in {place}: {error.strerror}. Give it to the portal's user.")
    except (BaseError, OSError, TimeoutError, ValueError) as error:
        yield unclear("files_away", f"The store of files {place} does not answer ({type(error).__name__}).")


async def _probe(place: str) -> None:
    """The content is unique to this process, so a concurrent check cannot remove it."""
    files = open_files(place, "check")
    digest = await files.put(f"{socket.gethostname()} {os.getpid()}".encode())
    try:
        await files.get(digest)
    finally:
        await files.remove(digest)
