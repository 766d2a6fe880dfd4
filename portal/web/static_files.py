"""Static files, cached by browsers for ever: their address contains a hash of their content."""

import errno
from pathlib import Path
from typing import Any

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.file_system import BaseLocalFileSystem
from litestar.static_files import create_static_files_router
from litestar.types import PathType
from litestar.types.file_types import FileInfo

from portal.web.access import Access, access
from portal.web.visitor import NO_VISITOR

_FOR_EVER = CacheControlHeader(public=True, max_age=31_536_000, immutable=True)
_NO_FILE_HAS_IT = {errno.ENAMETOOLONG, errno.ENOTDIR, errno.ELOOP}
"""What the operating system says of a path that cannot be the path of a file."""


class _Files(BaseLocalFileSystem):
    """The local files, where an impossible path names a missing file."""

    async def info(self, path: PathType, **options: Any) -> FileInfo:
        try:
            return await super().info(path, **options)
        except OSError as error:
            if error.errno in _NO_FILE_HAS_IT:
                raise FileNotFoundError(error.errno, error.strerror) from error
            raise


def static_files(folder: Path) -> Router:
    return create_static_files_router(
        path="/static",
        directories=[folder],
        file_system=_Files(),
        cache_control=_FOR_EVER,
        opt={**access(Access.EVERYONE), NO_VISITOR: True},
    )
