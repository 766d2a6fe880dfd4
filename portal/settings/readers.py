"""Readers of variables: each returns the value of a text, or raises InvalidValue with a remedy."""

import os
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from sqlalchemy.engine import URL


class InvalidValue(ValueError):
    """What is wrong with a variable's text, and how to correct it."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong, remedy)
        self.wrong, self.remedy = wrong, remedy


def any_text(given: str) -> str:
    return given


def folder(given: str) -> Path:
    """A missing folder is valid, because it is created; anything else under its name is not."""
    path = Path(given).resolve()
    if path.exists() and not path.is_dir():
        raise InvalidValue(f"{path} is no folder", "name a folder; it is made when it is missing")
    return path


def file(given: str) -> Path:
    path = Path(given)
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
    raise InvalidValue(f"{path} cannot be read: {reason}", "name a file that the portal's user may read")


def files(given: str) -> tuple[Path, ...]:
    """Files, or folders that stand for the files now in them."""
    return tuple(one for part in given.split(os.pathsep) if part for one in _files(Path(part)))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [file(str(path))]
    shown = [one for one in sorted(path.iterdir()) if one.is_file() and not one.name.startswith(".")]
    return [file(str(one)) for one in shown]


def password_file(given: str) -> Path:
    path = file(given)
    try:
        password = path.read_text().strip()
    except UnicodeDecodeError:
        password = ""
    if not password.isprintable() or not password:
        raise InvalidValue(f"{path} holds no password", "write the password into it as one line of text")
    return path


def minutes(given: str) -> int:
    if not given.isascii() or not given.isdecimal():
        raise InvalidValue(f'"{given}" is no number of minutes', "write it in digits, such as 30")
    return int(given)


def url(given: str) -> str:
    _web_address(given)
    return given


def urls(given: str) -> tuple[str, ...]:
    return tuple(url(part) for part in given.split())


def web_origin(given: str) -> str:
    """Scheme, host and port without a path: paths of pages are appended to it."""
    parts = _web_address(given)
    if parts.path.strip("/") or parts.query:
        raise InvalidValue(f'"{given}" has a path', "write scheme and host alone, such as https://kezek.example.kz")
    return given.rstrip("/")


def clamd_address(given: str) -> str:
    parts = _split(given)
    if (parts.scheme == "tcp" and parts.hostname and parts.port) or (parts.scheme == "unix" and parts.path):
        return given
    raise InvalidValue(f'"{given}" is no address of clamd', "write tcp://host:port or unix:///path/of/the/socket")


def networks(given: str) -> tuple[str, ...]:
    for part in given.split():
        try:
            ip_network(part)
        except ValueError:
            raise InvalidValue(
                f'"{part}" is neither an address nor a network',
                "write addresses such as 10.0.0.5, or networks such as 10.0.0.0/24, with blanks between",
            ) from None
    return tuple(given.split())


def zone(given: str) -> str:
    try:
        ZoneInfo(given)
    except (KeyError, ValueError, OSError):
        raise InvalidValue(f'"{given}" is no time zone', "name one of the IANA database, such as Asia/Oral") from None
    return given


def database_url(given: str) -> str:
    """A password is refused, because more people can read the environment than a file. No error repeats the text."""
    address = _database_address(given)
    if address.password is not None:
        raise InvalidValue(
            "a password stands in it", "put the password into a file and name it in KEZEK_DATABASE_PASSWORD_FILE"
        )
    return given


def place_of_files(given: str) -> str:
    parts = _split(given)
    if parts.username or parts.password:
        raise InvalidValue("a key stands in it", "give the store's keys in the AWS_ variables")
    if parts.scheme in ("", "file") or (parts.scheme == "s3" and parts.hostname):
        return given
    raise InvalidValue(f'"{given}" is no place for files', "name a folder, or write s3://bucket/prefix")


def _web_address(given: str) -> SplitResult:
    parts = _split(given)
    if parts.username is not None:
        raise InvalidValue("a name or password stands in it", "leave it out: credentials go into files")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment or given.split() != [given]:
        _no_address(given)
    return parts


def _split(given: str) -> SplitResult:
    try:
        parts = urlsplit(given)
        _ = parts.port
    except ValueError:
        _no_address(given)
    return parts


def _no_address(given: str) -> NoReturn:
    raise InvalidValue(f'"{given}" is no address', "write it whole, such as https://kezek.example.kz")


def _database_address(given: str) -> "URL":
    from sqlalchemy.engine import URL, make_url  # noqa: PLC0415 -- commands without a database start in half the time
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415 -- the same

    try:
        address = make_url(given)
    except (ArgumentError, ValueError):
        address = URL.create("none")
    complete: Callable[[URL], object] = _COMPLETE.get(address.drivername, lambda _: False)
    if complete(address):
        return address
    raise InvalidValue(
        "it is no database the portal knows",
        "write sqlite+aiosqlite:////path/of/kezek.db or postgresql+asyncpg://user@host/name",
    )


_COMPLETE: "dict[str, Callable[[URL], object]]" = {
    "sqlite+aiosqlite": lambda address: address.database,
    "postgresql+asyncpg": lambda address: address.database and (address.host or "host" in address.query),
}
