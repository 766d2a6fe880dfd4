"""Fetching the lists: the server's responses, and the lists held afterwards."""

from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from auth.certificates.lists.fetch import Fetch
from auth.certificates.lists.freshness import Freshness, list_states
from auth.certificates.lists.publish import Publication
from auth.certificates.lists.refresh import Refreshed, fetch_and_publish
from auth.certificates.trust import TrustStore
from tests.factories.lists import DAY
from tests.factories.pki import NOW
from tests.fakes.clock import SettableClock
from tests.unit.auth.crl_site import Page, Site
from tests.unit.auth.crl_world import HOUR, ISSUER, ROOT, a_delta, a_list, held_numbers, take_in, trust_in
from tests.unit.auth.links import Link
from tests.unit.auth.servers import AnsweringLater, BreakingOff, client_of

BASE_PATH, DELTA_PATH, ROOT_PATH = "/crl/issuing.crl", "/crl/issuing-delta.crl", "/crl/root.crl"
BASE_URL, DELTA_URL, ROOT_URL = (f"http://authority.test{path}" for path in (BASE_PATH, DELTA_PATH, ROOT_PATH))
HTML = b"<!doctype html><title>Sign in to the network</title>"
FIRST, SECOND = a_list(7), a_list(8, NOW + HOUR)
DELTA = a_delta(12, 7, NOW)


@pytest.fixture
def trust(tmp_path: Path) -> TrustStore:
    return trust_in(tmp_path)


async def refresh(trust: TrustStore, site: Site, *urls: str, now: datetime = NOW) -> list[Publication | Fetch]:
    return [one.outcome for one in await refreshed(trust, site.client(), *urls, now=now)]


async def refreshed(trust: TrustStore, client: httpx.AsyncClient, *urls: str, now: datetime = NOW) -> list[Refreshed]:
    async with client:
        return await fetch_and_publish(urls or [BASE_URL], trust.issuers, trust.crls.folder, client, SettableClock(now))


@pytest.mark.parametrize("order", [(BASE_URL, DELTA_URL, ROOT_URL), (DELTA_URL, ROOT_URL, BASE_URL)])
async def test_complete_lists_and_deltas_are_told_apart_by_themselves(
    order: tuple[str, ...], trust: TrustStore
) -> None:
    site = Site({BASE_PATH: Page(FIRST), DELTA_PATH: Page(DELTA), ROOT_PATH: Page(a_list(1, by=ROOT))})

    outcomes = await refreshed(trust, site.client(), *order)

    assert outcomes == [Refreshed(url, Publication.PUBLISHED) for url in order]
    assert held_numbers(trust) == (7, 12)
    assert len(site.asked) == 3


async def test_list_fetched_again_is_unchanged(trust: TrustStore) -> None:
    site = Site({BASE_PATH: Page(FIRST)})

    assert [await refresh(trust, site) for _ in range(2)] == [[Publication.PUBLISHED], [Publication.UNCHANGED]]


async def test_list_made_while_it_is_fetched_is_valid(trust: TrustStore) -> None:
    clock = SettableClock(NOW - timedelta(milliseconds=1))
    site = Site({BASE_PATH: Page(FIRST), DELTA_PATH: Page(DELTA)})

    async with client_of(AnsweringLater(site, clock, 0.001)) as client:
        told = await fetch_and_publish([DELTA_URL, BASE_URL], trust.issuers, trust.crls.folder, client, clock)

    assert told == [Refreshed(DELTA_URL, Publication.PUBLISHED), Refreshed(BASE_URL, Publication.PUBLISHED)]
    assert held_numbers(trust) == (7, 12)


async def test_list_that_ends_while_it_is_fetched_is_stale(trust: TrustStore) -> None:
    clock = SettableClock(NOW + DAY - timedelta(milliseconds=1))

    async with client_of(AnsweringLater(Site({BASE_PATH: Page(FIRST)}), clock, 0.001)) as client:
        told = await fetch_and_publish([BASE_URL], trust.issuers, trust.crls.folder, client, clock)

    assert told == [Refreshed(BASE_URL, Publication.STALE)]


async def test_address_that_fails_leaves_the_others_alone(trust: TrustStore) -> None:
    site = Site({BASE_PATH: Page(FIRST)})

    assert await refreshed(trust, site.client(), ROOT_URL, BASE_URL) == [
        Refreshed(ROOT_URL, Fetch.UNREACHABLE, "HTTP 404"),
        Refreshed(BASE_URL, Publication.PUBLISHED),
    ]


@pytest.mark.parametrize(
    ("answer", "outcome", "detail"),
    [
        (Page(HTML), Publication.NOT_A_CRL, ""),
        (Page(b""), Publication.NOT_A_CRL, ""),
        (Page(SECOND[: len(SECOND) // 2]), Publication.NOT_A_CRL, ""),
        (Page(a_list(8, by=Link.root("stranger"))), Publication.WRONG_ISSUER, ""),
        (Page(a_list(6)), Publication.ROLLED_BACK, ""),
        (Page(a_delta(11, 7, NOW)), Publication.ROLLED_BACK, ""),
        (Page(a_delta(13, 8, NOW)), Publication.NO_BASE, ""),
        (Page(b"", 303, {"location": "http://elsewhere.test/"}), Fetch.UNREACHABLE, "HTTP 303"),
        (Page(b"", 302, {"location": "/crl/other.crl"}), Fetch.UNREACHABLE, "HTTP 302"),
        (Page(b"", 302, {"location": "http://["}), Fetch.UNREACHABLE, "HTTP 302"),
        (Page(b"", 301), Fetch.UNREACHABLE, "HTTP 301"),
        (Page(b"", 302, {"location": BASE_PATH}), Fetch.UNREACHABLE, "redirects in a circle"),
        (Page(b"", 304), Fetch.UNREACHABLE, "HTTP 304"),
        (Page(FIRST, 203), Fetch.UNREACHABLE, "HTTP 203"),
        (Page(HTML, 500), Fetch.UNREACHABLE, "HTTP 500"),
        (Page(bytes(64 * 1024 * 1024 + 1)), Fetch.TOO_LARGE, ""),
    ],
    ids=lambda value: value.status if isinstance(value, Page) else value,
)
async def test_bad_answer_leaves_the_lists_held(
    answer: Page, outcome: Publication | Fetch, detail: str, trust: TrustStore
) -> None:
    take_in(trust, FIRST, DELTA)
    site = Site({BASE_PATH: answer})

    assert await refreshed(trust, site.client()) == [Refreshed(BASE_URL, outcome, detail)]
    assert (held_numbers(trust), set(site.paths)) == ((7, 12), {BASE_PATH})


async def test_server_that_breaks_off_is_unreachable(trust: TrustStore) -> None:
    client = httpx.AsyncClient(transport=BreakingOff())

    assert await refreshed(trust, client) == [Refreshed(BASE_URL, Fetch.UNREACHABLE, "ReadError")]


async def test_redirect_to_a_configured_address_is_followed(trust: TrustStore) -> None:
    site = Site({BASE_PATH: Page(b"", 302, {"location": ROOT_PATH}), ROOT_PATH: Page(FIRST, 200, {"etag": '"7"'})})

    assert await refresh(trust, site, BASE_URL, ROOT_URL) == [Publication.PUBLISHED, Publication.UNCHANGED]
    assert await refresh(trust, site, BASE_URL, ROOT_URL) == [Publication.UNCHANGED, Publication.UNCHANGED]
    assert [(path, asked["if-none-match"]) for path, asked in site.asked if "if-none-match" in asked] == [
        (ROOT_PATH, '"7"')
    ]


async def test_request_names_itself_and_asks_for_plain_bytes(trust: TrustStore) -> None:
    site = Site()
    await refresh(trust, site)

    headers = site.asked[0][1]
    assert (headers["user-agent"], headers["accept-encoding"]) == ("Kezek CRL refresh", "identity")


VALIDATORS = [{"etag": '"7-a"'}, {"last-modified": "Sun, 22 Nov 2026 12:00:00 GMT"}]


@pytest.mark.parametrize("validator", VALIDATORS)
async def test_list_that_is_held_is_not_sent_again(validator: dict[str, str], trust: TrustStore) -> None:
    site = Site({BASE_PATH: Page(FIRST, 200, validator)})
    outcomes = [await refresh(trust, site) for _ in range(2)]
    site.pages[BASE_PATH] = Page(SECOND, 200, {name: f"{value[:-1]}2" for name, value in validator.items()})

    outcomes.append(await refresh(trust, site, now=NOW + HOUR))

    assert outcomes == [[Publication.PUBLISHED], [Publication.UNCHANGED], [Publication.PUBLISHED]]
    assert [len({"if-none-match", "if-modified-since"} & asked.keys()) for _, asked in site.asked] == [0, 1, 1]
    assert held_numbers(trust) == (8, None)


async def test_not_modified_is_heard(trust: TrustStore) -> None:
    site = Site({BASE_PATH: Page(FIRST, 200, VALIDATORS[0])})
    await refresh(trust, site)
    later = NOW + 3 * HOUR
    (silent,) = list_states(trust.crls, ISSUER.certificate, later)

    await refresh(trust, site, now=later)

    (heard,) = list_states(trust.crls, ISSUER.certificate, later)
    assert [(one.state, one.heard) for one in (silent, heard)] == [
        (Freshness.UNHEARD, 3 * HOUR),
        (Freshness.READY, timedelta()),
    ]


async def test_validator_of_what_is_not_held_is_not_sent(trust: TrustStore, tmp_path: Path) -> None:
    """The list was refused, its index is lost, or the server's words cannot be sent back."""
    site = Site({BASE_PATH: Page(HTML, 200, VALIDATORS[0]), ROOT_PATH: Page(FIRST, 200, VALIDATORS[0])})
    site.pages[DELTA_PATH] = Page(DELTA, 200, {"etag": '"' + "x" * 1000 + '"'})
    for _ in range(2):
        await refresh(trust, site, BASE_URL, ROOT_URL, DELTA_URL)
        _lose_indexes(tmp_path)

    assert [asked.keys() & {"if-none-match"} for _, asked in site.asked] == [set()] * 6
    assert held_numbers(trust)[0] is None


def _lose_indexes(folder: Path) -> None:
    for index in folder.glob("*.index"):
        index.unlink()


async def test_delta_that_the_complete_list_has_overtaken_is_no_fault(trust: TrustStore) -> None:
    take_in(trust, FIRST, DELTA)
    site = Site({BASE_PATH: Page(SECOND), DELTA_PATH: Page(DELTA)})

    outcomes = await refresh(trust, site, BASE_URL, DELTA_URL, now=NOW + HOUR)

    assert (outcomes, held_numbers(trust)) == ([Publication.PUBLISHED, Publication.UNCHANGED], (8, None))
    site.pages[DELTA_PATH] = Page(a_delta(13, 7, NOW + HOUR / 2))
    assert await refresh(trust, site, DELTA_URL, now=NOW + HOUR) == [Publication.SUPERSEDED]


@pytest.mark.parametrize(
    ("after", "states"),
    [
        (HOUR, [Freshness.READY, Freshness.READY]),
        (3 * HOUR, [Freshness.UNHEARD, Freshness.UNHEARD]),
        (6 * HOUR, [Freshness.UNHEARD, Freshness.PAST]),
        (DAY, [Freshness.PAST, Freshness.PAST]),
    ],
)
def test_delta_is_watched_too(after: timedelta, states: list[Freshness], trust: TrustStore) -> None:
    take_in(trust, FIRST, DELTA)

    held = list_states(trust.crls, ISSUER.certificate, NOW + after)

    assert [(one.kind, one.state) for one in held] == list(zip(("base", "delta"), states, strict=True))
    assert [one.crl.number for one in held if one.crl] == [7, 12]


def test_authority_without_a_list_is_watched(trust: TrustStore) -> None:
    (state,) = list_states(trust.crls, ISSUER.certificate, NOW)

    assert (state.issuer, state.kind, state.state, state.age) == ("issuing", "base", Freshness.MISSING, None)
