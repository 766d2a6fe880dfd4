"""Fetch the CRLs from the addresses in the settings. Addresses in certificates are never followed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from auth.certificates.certificate import Certificate
from auth.certificates.lists.fetch import Fetch, Fetched, FetchRecord, FetchRefused, fetch
from auth.certificates.lists.publish import Publication, publish
from portal.kernel.clock import Clock

_SECONDS_IN_ALL = 120


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The outcome for one address; `detail` is for the operator."""

    url: str
    outcome: Publication | Fetch
    detail: str = ""


async def fetch_and_publish(
    urls: Sequence[str], issuers: Sequence[Certificate], folder: Path, client: httpx.AsyncClient, clock: Clock
) -> list[Refreshed]:
    """One outcome for each address, in their order. One that fails changes no list and stops no other address.

    Complete lists and deltas may come in any order: a delta that comes before its complete list is published after it.
    """
    refresh = _Refresh(tuple(urls), issuers, folder, client, clock)
    refreshed = [await refresh.one(url) for url in urls]
    return [await refresh.again(one) for one in refreshed]


@dataclass(slots=True)
class _Refresh:
    urls: tuple[str, ...]
    issuers: Sequence[Certificate]
    folder: Path
    client: httpx.AsyncClient
    clock: Clock
    _early: dict[str, Fetched] = field(default_factory=dict)

    async def one(self, url: str) -> Refreshed:
        known = FetchRecord.read(self.folder, url)
        try:
            async with asyncio.timeout(_SECONDS_IN_ALL):
                fetched = await fetch(url, self.urls, known, self.client)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            return Refreshed(url, Fetch.UNREACHABLE, type(error).__name__)
        except FetchRefused as refused:
            return Refreshed(url, refused.outcome, refused.detail)
        if fetched is None:
            known.note_heard(self.folder, self.clock.now())
            return Refreshed(url, Publication.UNCHANGED)
        return await self._publish(url, fetched)

    async def again(self, refreshed: Refreshed) -> Refreshed:
        early = self._early.pop(refreshed.url, None)
        return await self._publish(refreshed.url, early) if early else refreshed

    async def _publish(self, url: str, fetched: Fetched) -> Refreshed:
        # Read after the fetch: a list issued during it has a thisUpdate later than its beginning.
        now = self.clock.now()
        outcome = await asyncio.to_thread(publish, fetched.body, self.issuers, self.folder, now)
        if outcome is Publication.NO_BASE:
            self._early[url] = fetched
        if outcome in (Publication.PUBLISHED, Publication.UNCHANGED):
            fetched.record().write(self.folder, url)
        return Refreshed(url, outcome)
