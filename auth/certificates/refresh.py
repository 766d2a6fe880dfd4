"""Fetch the CRLs from the addresses the operator configured; addresses in certificates are never followed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import httpx

from auth.certificates.publish import Publication, publish
from auth.certificates.trust import TrustStore

_LARGEST = 64 * 1024 * 1024  # the national base list has about 22 MB
_SECONDS_IN_ALL = 120
_SECONDS_OF_SILENCE = 15
# Filters on the way answer a request without a User-Agent with a page of their own.
_HEADERS = {"User-Agent": "Kezek CRL refresh", "Accept-Encoding": "identity"}


class Fetch(StrEnum):
    """Why no list was there to be checked."""

    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of one address; `detail` is for the operator."""

    url: str
    outcome: Publication | Fetch
    detail: str = ""


async def fetch_and_publish(
    urls: Sequence[str], trust: TrustStore, folder: Path, client: httpx.AsyncClient, now: datetime
) -> list[Refreshed]:
    """Each address by itself: one that fails leaves the list held, and the others, alone."""
    return [await _refresh(url, trust, folder, client, now) for url in urls]


async def _refresh(url: str, trust: TrustStore, folder: Path, client: httpx.AsyncClient, now: datetime) -> Refreshed:
    try:
        async with asyncio.timeout(_SECONDS_IN_ALL):
            fetched = await _fetch(url, client)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        return Refreshed(url, Fetch.UNREACHABLE, type(error).__name__)
    if isinstance(fetched, Refreshed):
        return fetched
    return Refreshed(url, await asyncio.to_thread(publish, fetched, trust, folder, now))


async def _fetch(url: str, client: httpx.AsyncClient) -> bytes | Refreshed:
    body = bytearray()
    async with client.stream(
        "GET", url, headers=_HEADERS, timeout=_SECONDS_OF_SILENCE, follow_redirects=False
    ) as response:
        if response.status_code != httpx.codes.OK:
            return Refreshed(url, Fetch.UNREACHABLE, f"HTTP {response.status_code}")
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > _LARGEST:
                return Refreshed(url, Fetch.TOO_LARGE)
    return bytes(body)
