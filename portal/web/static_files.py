"""Static files, cached by browsers for ever: their address contains a hash of their content."""

from pathlib import Path

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router

from portal.web.access import Access, access
from portal.web.visitor import NO_VISITOR

_FOR_EVER = CacheControlHeader(public=True, max_age=31_536_000, immutable=True)


def static_files(folder: Path) -> Router:
    return create_static_files_router(
        path="/static",
        directories=[folder],
        cache_control=_FOR_EVER,
        opt={**access(Access.EVERYONE), NO_VISITOR: True},
    )
