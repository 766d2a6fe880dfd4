"""`portal crl`: fetch the revocation lists now, and see which are held."""

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from portal.settings import Settings, SettingsWrong, from_environment

if TYPE_CHECKING:
    from auth.certificates.lists.freshness import ListState
    from auth.certificates.lists.refresh import Refreshed
    from auth.certificates.trust import TrustStore

_GOOD, _REFUSED, _UNREACHABLE = 0, 1, 2


@click.group()
def crl() -> None:
    """The revocation lists of the trusted authorities."""


@crl.command()
@click.option("--json", "in_json", is_flag=True, help="For programs.")
def refresh(*, in_json: bool) -> None:
    """Fetch the lists of KEZEK_CRL_URLS, and store those that are good.

    Exits with 0 when every address gave one that is held now, 1 when one was refused, 2 when an address gave none.
    """
    settings = _settings()
    if not settings.trust.crl_urls:
        _refuse("KEZEK_CRL_URLS names no address.")
    refreshed = asyncio.run(_refresh(settings, _trust(settings)))
    rows = [{"url": one.url, "outcome": one.outcome.value, "detail": one.detail} for one in refreshed]
    words = [f"{one['outcome']:16} {one['url']}  {one['detail']}".rstrip() for one in rows]
    click.echo(json.dumps({"addresses": rows}) if in_json else "\n".join(words))
    sys.exit(_exit_code(refreshed))


async def _refresh(settings: Settings, trust: "TrustStore") -> list["Refreshed"]:
    import httpx

    from auth.certificates.lists.refresh import fetch_and_publish
    from portal.kernel.clock import SystemClock

    urls, folder = settings.trust.crl_urls, settings.crl_folder
    async with httpx.AsyncClient() as client:
        return await fetch_and_publish(urls, trust.issuers, folder, client, SystemClock())


def _exit_code(refreshed: Sequence["Refreshed"]) -> int:
    from auth.certificates.lists.fetch import Fetch
    from auth.certificates.lists.publish import HEARD

    faults = [one.outcome for one in refreshed if one.outcome not in HEARD]
    if not faults:
        return _GOOD
    return _UNREACHABLE if all(isinstance(fault, Fetch) for fault in faults) else _REFUSED


@crl.command("show")
@click.option("--json", "in_json", is_flag=True, help="For programs.")
def show_lists(*, in_json: bool) -> None:
    """The lists held: state, kind, number, thisUpdate, nextUpdate, entries; the authority's key and name."""
    from auth.certificates.lists.freshness import list_states
    from portal.kernel.clock import SystemClock

    trust, now = _trust(_settings()), SystemClock().now()
    states = {(one.key, one.kind): one for by in trust.issuers for one in list_states(trust.crls, by, now)}
    rows = [_row(one) for one in states.values()]
    words = ["  ".join(f"{value:{width}}" for value, width in zip(one.values(), _WIDTHS, strict=True)) for one in rows]
    click.echo(json.dumps({"lists": rows}, ensure_ascii=False) if in_json else "\n".join(words))


_WIDTHS = (7, 5, 8, 20, 20, 9, 8, 0)


def _row(one: "ListState") -> dict[str, str]:
    crl = one.crl
    return {
        "state": one.state.value,
        "kind": one.kind,
        "number": str(crl.number) if crl else "",
        "this_update": f"{crl.this_update:%Y-%m-%dT%H:%M:%SZ}" if crl else "",
        "next_update": f"{crl.next_update:%Y-%m-%dT%H:%M:%SZ}" if crl else "",
        "entries": str(one.entries) if crl else "",
        "key": one.key,
        "issuer": one.issuer,
    }


def _settings() -> Settings:
    try:
        return from_environment()
    except SettingsWrong as wrong:
        _refuse(str(wrong))


def _trust(settings: Settings) -> "TrustStore":
    from auth.certificates.trust import TrustStore

    trust = settings.trust
    try:
        return TrustStore.load(trust.roots, trust.intermediates, settings.crl_folder, trust.crl_tolerance)
    except (ValueError, OSError) as error:
        _refuse(str(error))


def _refuse(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(_REFUSED)
