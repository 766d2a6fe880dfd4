"""The systems around the portal, checked over the network with `--online`."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from auth.certificates.lists.fetch import Fetch
from auth.certificates.lists.publish import HEARD
from auth.certificates.lists.refresh import Refreshed, fetch_and_publish
from auth.certificates.trust import TrustStore
from portal.check.findings import Finding, Installation, unclear, wrong
from portal.documents.scanner import Clamd, NoAnswer

_PATIENCE = 10
_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
"""EICAR, the harmless file that every scanner reports. Split in two, or scanners would report this source file."""


async def virus_scanner(installation: Installation) -> AsyncIterator[Finding]:
    address = installation.settings.scanner
    try:
        words = await Clamd(address, _PATIENCE).ask(_VIRUS)
    except NoAnswer as error:
        yield unclear("scanner_away", f"The scanner at {address} does not answer ({error}). Scans have to wait for it.")
        return
    if not words.endswith("FOUND"):
        yield wrong("scanner_blind", f"The scanner at {address} let the test virus through. Load its signatures.")


async def addresses(installation: Installation) -> AsyncIterator[Finding]:
    """Any HTTP response will do: the neighbour decides who may use the address."""
    settings = installation.settings
    asked = {
        "KEZEK_GATEWAY_URL": settings.gateway.url,
        "KEZEK_IDENTITY_TOKEN_URL": settings.identity_provider.token_endpoint,
    }
    async with httpx.AsyncClient(timeout=_PATIENCE) as client:
        for name, address in asked.items():
            try:
                if address:
                    await client.get(address)
            except httpx.HTTPError as error:
                yield unclear("neighbour_away", f"{name}: {address} does not answer ({type(error).__name__}).")


async def revocation_addresses(installation: Installation) -> AsyncIterator[Finding]:
    """Fetches and verifies each list as the worker does, and stores none."""
    trust, urls = installation.settings.trust, installation.settings.trust.crl_urls
    with tempfile.TemporaryDirectory() as folder:
        try:
            store = TrustStore.load(trust.roots, trust.intermediates, Path(folder))
        except (ValueError, OSError):
            return
        async with httpx.AsyncClient() as client:
            fetched = await fetch_and_publish(urls, store.issuers, Path(folder), client, installation.clock)
    for one in fetched:
        if isinstance(one.outcome, Fetch):
            yield unclear("crl_away", f"KEZEK_CRL_URLS: {one.url} does not answer ({_reason(one)}).")
        elif one.outcome not in HEARD:
            yield wrong("crl_refused", f"KEZEK_CRL_URLS: what {one.url} gives is refused ({one.outcome}).")


def _reason(one: Refreshed) -> str:
    return one.detail or one.outcome.value
