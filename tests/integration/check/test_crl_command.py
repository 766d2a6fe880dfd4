"""`portal crl`: refresh by an operator, and the stored lists."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from portal.kernel.clock import SystemClock
from tests.factories.lists import DAY
from tests.integration.check.installation import Installation
from tests.integration.gateway.loopback import closed_address, served
from tests.unit.auth.crl_site import Page, Site
from tests.unit.auth.crl_world import HOUR, ISSUER, ROOT, a_delta, a_list, revoked, take_in, trust_in

GOOD, REFUSED, UNREACHABLE = 0, 1, 2
NOW = SystemClock().now().replace(microsecond=0) - HOUR
MOMENTS = [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (NOW, NOW + DAY, NOW + 6 * HOUR)]
PAGES = {
    "/root.crl": Page(a_list(3, NOW, by=ROOT)),
    "/issuing.crl": Page(a_list(7, NOW, revoked(1), revoked(2))),
    "/delta.crl": Page(a_delta(12, 7, NOW, revoked(3))),
}


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    made = Installation(tmp_path)
    for name, authority in (("root", ROOT), ("issuing", ISSUER)):
        (tmp_path / f"{name}.der").write_bytes(authority.der)
    made.set(
        KEZEK_DATA=str(tmp_path / "data"),
        KEZEK_TRUSTED_ROOTS=str(tmp_path / "root.der"),
        KEZEK_ISSUING_AUTHORITIES=str(tmp_path / "issuing.der"),
    )
    return made


@pytest.fixture
async def addresses() -> AsyncIterator[dict[str, str]]:
    async with served(Site(PAGES)) as site:
        yield {path: f"{site}{path}" for path in [*PAGES, "/nothing.crl"]}


async def run(installation: Installation, command: str, *urls: str) -> tuple[int, str, str]:
    installation.set(KEZEK_CRL_URLS=" ".join(urls))
    ran = await asyncio.to_thread(installation.run, command)
    return ran.returncode, ran.stdout, ran.stderr


async def test_refresh_tells_an_outcome_a_line(installation: Installation, addresses: dict[str, str]) -> None:
    urls = [addresses[path] for path in PAGES]

    first = await run(installation, "portal crl refresh", *urls)
    again = await run(installation, "portal crl refresh", *urls)

    assert first == (GOOD, "".join(f"{'published':16} {url}\n" for url in urls), "")
    assert again == (GOOD, "".join(f"{'unchanged':16} {url}\n" for url in urls), "")


async def test_exit_codes(installation: Installation, addresses: dict[str, str]) -> None:
    good, missing, closed = addresses["/issuing.crl"], addresses["/nothing.crl"], f"{closed_address()}/a.crl"
    early = addresses["/delta.crl"]

    ran = {
        "away": await run(installation, "portal crl refresh", missing, closed),
        "refused": await run(installation, "portal crl refresh --json", early, missing),
        "one is good": await run(installation, "portal crl refresh", good, missing),
        "no address": await run(installation, "portal crl refresh"),
        "bad setting": await run(installation, "KEZEK_ZONE=Asia/Orla portal crl show"),
    }

    assert {name: code for name, (code, _, _) in ran.items()} == {
        "away": UNREACHABLE,
        "refused": REFUSED,
        "one is good": UNREACHABLE,
        "no address": REFUSED,
        "bad setting": REFUSED,
    }
    away = [line.split() for line in ran["away"][1].splitlines()]
    assert away == [["unreachable", missing, "HTTP", "404"], ["unreachable", closed, "ConnectError"]]
    assert json.loads(ran["refused"][1]) == {
        "addresses": [
            {"url": early, "outcome": "no_base", "detail": ""},
            {"url": missing, "outcome": "unreachable", "detail": "HTTP 404"},
        ]
    }
    assert ran["no address"][2] == "KEZEK_CRL_URLS names no address.\n"


async def test_show_says_what_is_held(installation: Installation, addresses: dict[str, str]) -> None:
    await run(installation, "portal crl refresh", addresses["/issuing.crl"], addresses["/delta.crl"])

    code, words, _ = await run(installation, "portal crl show")
    _, in_json, _ = await run(installation, "portal crl show --json")

    this_update, next_update, delta_ends = MOMENTS
    held = json.loads(in_json)["lists"]
    keys = {one["issuer"]: one.pop("key") for one in held}
    assert held == [
        _row("missing", "base", "", "", "", "", "root"),
        _row("ready", "base", "7", this_update, next_update, "2", "issuing"),
        _row("ready", "delta", "12", this_update, delta_ends, "1", "issuing"),
    ]
    assert (code, [line.split() for line in words.splitlines()]) == (
        GOOD,
        [
            ["missing", "base", keys["root"], "root"],
            ["ready", "base", "7", this_update, next_update, "2", keys["issuing"], "issuing"],
            ["ready", "delta", "12", this_update, delta_ends, "1", keys["issuing"], "issuing"],
        ],
    )


def _row(*values: str) -> dict[str, str]:
    names = ("state", "kind", "number", "this_update", "next_update", "entries", "issuer")
    return dict(zip(names, values, strict=True))


@pytest.mark.parametrize(("minutes", "state"), [("0", "past"), ("59", "past"), ("120", "unheard")])
async def test_tolerance_is_the_settings(minutes: str, state: str, installation: Installation) -> None:
    """The list ended an hour ago."""
    take_in(trust_in(installation.data / "crl"), a_list(7, NOW - DAY), now=NOW - DAY)
    installation.set(KEZEK_CRL_TOLERANCE=minutes)

    _, words, _ = await run(installation, "portal crl show")

    assert [line.split()[0] for line in words.splitlines()] == ["missing", state]
