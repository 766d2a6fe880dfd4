"""The store of files is a setting: a folder, or the address of an S3 store."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from obstore.store import LocalStore, from_url

from portal.files.store import Files


def open_files(where: str | Path, area: str) -> Files:
    """The files of one area, such as "scans/clean". No other area may have the same name.

    `where` is a folder (made when missing), or `s3://bucket/prefix`, its keys and endpoint in AWS_ variables.
    """
    prefix = area.strip("/") + "/"
    folder = _folder(where)
    if folder is None:
        return Files(from_url(str(where)), None, prefix)
    return Files(LocalStore(folder, mkdir=True), folder, prefix)


def _folder(where: str | Path) -> Path | None:
    if isinstance(where, Path):
        return where.absolute()
    address = urlsplit(where)
    if address.scheme == "file":
        return Path(unquote(address.path))
    return None if address.scheme else Path(where).absolute()
