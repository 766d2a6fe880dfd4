"""Addresses of static files that change with their content, so a browser may cache them for ever."""

import hashlib
from functools import cache
from pathlib import Path


class Assets:
    """Files of one folder, addressed as /static/<path>?<hash>."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = cache(self._address)

    def _address(self, path: str) -> str:
        digest = hashlib.sha256((self.folder / path).read_bytes()).hexdigest()[:12]
        return f"/static/{path}?{digest}"
