"""Fetch one list from one address: conditional requests, redirects, limits of size and time."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

import httpx

from auth.certificates.lists.files import held_index, note_heard
from auth.certificates.lists.shared_folder import write_whole

_LARGEST = 64 * 1024 * 1024  # the national base list has about 22 MB
_SECONDS_OF_SILENCE = 15
_REDIRECTS = 3
_LONGEST_VALIDATOR = 512
# Some proxies answer a request without a User-Agent with a page of their own.
_HEADERS = {"User-Agent": "Kezek CRL refresh", "Accept-Encoding": "identity"}


class Fetch(StrEnum):
    """Why no list was received."""

    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"


class FetchRefused(Exception):
    def __init__(self, outcome: Fetch, detail: str = "") -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.detail = detail


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """The last good list of an address: its SHA-256 and its validators (RFC 9110, 8.8)."""

    sha256: str = ""
    etag: str = ""
    last_modified: str = ""

    @classmethod
    def read(cls, folder: Path, url: str) -> Self:
        """Empty when there is no record, or when its list is no longer held and must be fetched again."""
        try:
            known = cls(**json.loads(_record_file(folder, url).read_bytes()))
        except (OSError, ValueError, TypeError):
            return cls()
        return known if held_index(folder, known.sha256) else cls()

    def write(self, folder: Path, url: str) -> None:
        write_whole(_record_file(folder, url), json.dumps(asdict(self)).encode())

    def note_heard(self, folder: Path, now: datetime) -> None:
        if index := held_index(folder, self.sha256):
            note_heard(index, now)

    def conditions(self) -> dict[str, str]:
        """Header fields of a conditional request: the list is sent only if it has changed (RFC 9110, 13.1)."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    body: bytes = field(repr=False)
    etag: str = ""
    last_modified: str = ""

    def record(self) -> FetchRecord:
        return FetchRecord(hashlib.sha256(self.body).hexdigest(), self.etag, self.last_modified)


async def fetch(url: str, allowed: Collection[str], known: FetchRecord, client: httpx.AsyncClient) -> Fetched | None:
    """None when the list is not modified. Redirects are followed to the `allowed` addresses only.

    Raises FetchRefused, httpx.HTTPError and httpx.InvalidURL.
    """
    conditions, target = known.conditions(), httpx.URL(url)
    for _ in range(_REDIRECTS):
        headers = _HEADERS | conditions
        async with client.stream(
            "GET", target, headers=headers, timeout=_SECONDS_OF_SILENCE, follow_redirects=False
        ) as response:
            if response.status_code == httpx.codes.NOT_MODIFIED and conditions:
                return None
            if response.status_code == httpx.codes.OK:
                return Fetched(await _body(response), *_validators(response, target == httpx.URL(url)))
            target, conditions = _next(response, target, allowed), {}
    raise FetchRefused(Fetch.UNREACHABLE, "redirects in a circle")


def _next(response: httpx.Response, asked: httpx.URL, allowed: Collection[str]) -> httpx.URL:
    if response.has_redirect_location:
        target = asked.join(response.headers["Location"])
        if target in {httpx.URL(one) for one in allowed}:
            return target
    raise FetchRefused(Fetch.UNREACHABLE, f"HTTP {response.status_code}")


async def _body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _LARGEST:
            raise FetchRefused(Fetch.TOO_LARGE)
    return bytes(body)


def _validators(response: httpx.Response, is_own: bool) -> tuple[str, str]:  # noqa: FBT001
    """ETag and Last-Modified; empty after a redirect, or when a value could not be sent in a header field."""
    named = (response.headers.get(name, "") if is_own else "" for name in ("ETag", "Last-Modified"))
    etag, last_modified = (
        value if len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable() else "" for value in named
    )
    return etag, last_modified


def _record_file(folder: Path, url: str) -> Path:
    return folder / f"fetched-{hashlib.sha256(url.encode()).hexdigest()[:32]}.json"
