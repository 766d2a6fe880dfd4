"""The certification authority's services from their settings: lists, responder, time-stamps."""

from datetime import datetime, timedelta

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from auth.certificates.lists.publish import Publication
from auth.certificates.lists.refresh import fetch_and_publish
from auth.certificates.ocsp import OcspResponder, OcspSource
from auth.signatures import TrustStore
from auth.signatures.ask_responder import ask_responder
from auth.signatures.time_stamps import TimeStampAuthority
from portal.jobs.recurring import RecurringJob
from portal.kernel.clock import Clock
from portal.outbox.wake import wake
from portal.outbox.work import Effect
from portal.settings import Settings
from portal.signing.receive import LOOK_AGAIN
from portal.signing.verifier import AskResponder

_CRL_EVERY = timedelta(hours=1)
_CRL_EVERY_IN_DEMO = timedelta(seconds=2)


def open_trust(settings: Settings) -> TrustStore:
    trust, crl_folder = settings.trust, settings.crl_folder
    crl_folder.mkdir(parents=True, exist_ok=True)
    return TrustStore.load(trust.roots, trust.intermediates, crl_folder, trust.crl_tolerance)


def responder(settings: Settings, trust: TrustStore, client: httpx.AsyncClient, clock: Clock) -> AskResponder | None:
    """Asks the responder; None where the settings name none."""
    if not settings.trust.ocsp_url:
        return None
    configured = OcspResponder(settings.trust.ocsp_url, client)

    async def ask(cms: bytes) -> OcspSource:
        return await ask_responder(cms, trust, configured, clock)

    return ask


def time_stamping_authority(settings: Settings, client: httpx.AsyncClient) -> TimeStampAuthority | None:
    url = settings.trust.tsa_url
    return TimeStampAuthority(url, client) if url else None


async def refresh_lists(
    settings: Settings, trust: TrustStore, client: httpx.AsyncClient, clock: Clock
) -> Effect | None:
    """Fetch the revocation lists. Where one is new, the effect wakes the tasks that wait for it."""
    refreshed = await fetch_and_publish(settings.trust.crl_urls, trust.issuers, settings.crl_folder, client, clock)

    async def wake_second_looks(session: AsyncSession) -> None:
        await wake(session, LOOK_AGAIN, clock.now())

    return wake_second_looks if any(one.outcome is Publication.PUBLISHED for one in refreshed) else None


def crl_refresh(settings: Settings, trust: TrustStore, client: httpx.AsyncClient, clock: Clock) -> RecurringJob:
    async def turn(_now: datetime) -> Effect | None:
        return await refresh_lists(settings, trust, client, clock)

    return RecurringJob("crl_refresh", _CRL_EVERY_IN_DEMO if settings.demo else _CRL_EVERY, turn)
