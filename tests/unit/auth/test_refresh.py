"""Fetching the lists: what a server may answer, and what becomes of the list held."""

from datetime import timedelta

import httpx
import pytest

from auth.certificates.publish import Publication
from auth.certificates.refresh import Fetch, Refreshed, fetch_and_publish
from portal.simulators.authority.app import create_authority_app
from tests.factories.pki import NOW, Pki
from tests.unit.auth.servers import Answering, BreakingOff, StandingClock, client_of

URL, ROOT_URL = "http://authority.test/crl/issuing.crl", "http://authority.test/crl/root.crl"
HTML = b"<!doctype html><title>Sign in to the network</title>"


async def refresh(pki: Pki, client: httpx.AsyncClient, *urls: str) -> list[Refreshed]:
    async with client:
        return await fetch_and_publish(urls or [URL], pki.trust, pki.trust.crls.folder, client, NOW)


async def test_both_lists_are_fetched_and_published(own_pki: Pki) -> None:
    client = client_of(create_authority_app(own_pki.authority, StandingClock(NOW)))

    assert await refresh(own_pki, client, ROOT_URL, URL) == [
        Refreshed(ROOT_URL, Publication.PUBLISHED),
        Refreshed(URL, Publication.PUBLISHED),
    ]


async def test_list_fetched_again_is_unchanged(own_pki: Pki) -> None:
    application = create_authority_app(own_pki.authority, StandingClock(NOW))
    await refresh(own_pki, client_of(application))

    assert await refresh(own_pki, client_of(application)) == [Refreshed(URL, Publication.UNCHANGED)]


async def test_address_that_fails_leaves_the_others_alone(own_pki: Pki) -> None:
    client = client_of(create_authority_app(own_pki.authority, StandingClock(NOW)))
    wrong = "http://authority.test/crl/none.crl"

    assert await refresh(own_pki, client, wrong, URL) == [
        Refreshed(wrong, Fetch.UNREACHABLE, "HTTP 404"),
        Refreshed(URL, Publication.PUBLISHED),
    ]


async def test_authority_that_is_down_leaves_the_list_held(own_pki: Pki) -> None:
    own_pki.publish()
    own_pki.authority.go_down()
    client = client_of(create_authority_app(own_pki.authority, StandingClock(NOW)))

    assert await refresh(own_pki, client) == [Refreshed(URL, Fetch.UNREACHABLE, "HTTP 503")]
    assert held_number(own_pki) == 1


@pytest.mark.parametrize(
    ("answer", "outcome", "detail"),
    [
        (Answering(HTML), Publication.NOT_A_CRL, ""),
        (Answering(b""), Publication.NOT_A_CRL, ""),
        (Answering(b"", 303, {"location": "http://elsewhere.test/"}), Fetch.UNREACHABLE, "HTTP 303"),
        (Answering(HTML, 500), Fetch.UNREACHABLE, "HTTP 500"),
        (Answering(bytes(64 * 1024 * 1024 + 1)), Fetch.TOO_LARGE, ""),
    ],
    ids=["HTML", "empty", "redirect", "server error", "too large"],
)
async def test_bad_answer_leaves_the_list_held(
    answer: Answering, outcome: Publication | Fetch, detail: str, own_pki: Pki
) -> None:
    own_pki.publish()

    assert await refresh(own_pki, client_of(answer)) == [Refreshed(URL, outcome, detail)]
    assert (held_number(own_pki), [path for path, _ in answer.asked]) == (1, ["/crl/issuing.crl"])


async def test_truncated_list_leaves_the_list_held(own_pki: Pki) -> None:
    own_pki.publish()
    later = own_pki.authority.issuing_crl(NOW + timedelta(hours=2))

    outcomes = await refresh(own_pki, client_of(Answering(later[: len(later) // 2])))

    assert (outcomes, held_number(own_pki)) == ([Refreshed(URL, Publication.NOT_A_CRL)], 1)


async def test_list_of_a_stranger_leaves_the_list_held(own_pki: Pki) -> None:
    own_pki.publish()
    foreign = own_pki.authority.stranger().issuing_crl(NOW)

    outcomes = await refresh(own_pki, client_of(Answering(foreign)))

    assert (outcomes, held_number(own_pki)) == ([Refreshed(URL, Publication.WRONG_ISSUER)], 1)


async def test_older_list_leaves_the_list_held(own_pki: Pki) -> None:
    first = own_pki.authority.issuing_crl(NOW - timedelta(hours=2))
    own_pki.publish()

    outcomes = await refresh(own_pki, client_of(Answering(first)))

    assert (outcomes, held_number(own_pki)) == ([Refreshed(URL, Publication.ROLLED_BACK)], 2)


async def test_request_names_itself_and_asks_for_plain_bytes(own_pki: Pki) -> None:
    server = Answering()
    await refresh(own_pki, client_of(server))

    headers = server.asked[0][1]
    assert (headers["user-agent"], headers["accept-encoding"]) == ("Kezek CRL refresh", "identity")


async def test_server_that_breaks_off_is_unreachable(own_pki: Pki) -> None:
    client = httpx.AsyncClient(transport=BreakingOff())

    assert await refresh(own_pki, client) == [Refreshed(URL, Fetch.UNREACHABLE, "ReadError")]


def held_number(pki: Pki) -> int | None:
    index = pki.trust.crls.index(pki.trust.intermediates[0])
    return index.facts.number if index else None
