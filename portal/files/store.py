"""The content-addressed store. Content that a committed row names must survive a power cut, so `put` waits."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from obstore.store import ObjectStore

from portal.files.durable import flush_to_disk
from portal.kernel.errors import PortalError

Sha256 = str
"""64 hexadecimal digits, small letters."""


class FileLost(PortalError):
    """The store does not have this content, or has other content in its place."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One stored object. `part` is "" outside any part; `changed_at` is a moment of the store's own clock."""

    part: str
    digest: Sha256
    changed_at: datetime


class Files:
    """One area of a store, made by `open_files`. Two areas never see each other's content."""

    def __init__(self, store: ObjectStore, folder: Path | None, prefix: str) -> None:
        self._store = store
        self._folder = folder
        self._prefix = prefix

    def part(self, name: str) -> Self:
        """An area within this one. Its content may be removed although another part holds the same bytes."""
        return type(self)(self._store, self._folder, f"{self._prefix}{name}/")

    async def put(self, content: bytes) -> Sha256:
        """Store the content. It is written even if it is there already, which repairs a damaged copy."""
        digest = await asyncio.to_thread(_sha256, content)
        key = self._key(digest)
        await self._store.put_async(key, content)
        if self._folder:
            await asyncio.to_thread(flush_to_disk, self._folder, key)
        return digest

    async def get(self, digest: Sha256) -> bytes:
        """The content, checked against its digest. Raises FileLost."""
        try:
            found = await self._store.get_async(self._key(digest))
        except FileNotFoundError as error:
            raise FileLost(f"no content {digest}") from error
        content = bytes(await found.bytes_async())
        if await asyncio.to_thread(_sha256, content) != digest:
            raise FileLost(f"altered content {digest}")
        return content

    async def exists(self, digest: Sha256) -> bool:
        try:
            await self._store.head_async(self._key(digest))
        except FileNotFoundError:
            return False
        return True

    async def remove(self, digest: Sha256) -> None:
        """Remove the content; no error if it is gone already."""
        try:
            await self._store.delete_async(self._key(digest))
        except FileNotFoundError:
            return

    async def entries(self) -> AsyncIterator[StoredFile]:
        """All files of this area and of its parts, in no particular order."""
        async for batch in self._store.list(self._prefix or None):
            for found in batch:
                *parts, _, _, digest = found["path"].removeprefix(self._prefix).split("/")
                yield StoredFile("/".join(parts), digest, found["last_modified"])

    def _key(self, digest: Sha256) -> str:
        return f"{self._prefix}{digest[:2]}/{digest[2:4]}/{digest}"


def _sha256(content: bytes) -> Sha256:
    return hashlib.sha256(content).hexdigest()
