"""The client's address of a request, and which proxies are trusted for it (security notes, check 9)."""

from collections.abc import Sequence

import pytest
from litestar.types import Receive, Scope, Send
from sqlalchemy import select

from auth.limits.tables import Attempts
from portal.demo.people import CITIZEN
from portal.web.client_address import ClientAddress, counted_address
from tests.factories.portal import Portal
from tests.integration.limits.guessing import WRONG

PROXIES = ("10.0.0.1", "10.1.0.0/16", "fd00::/8")


async def seen(client: tuple[str, int] | None, forwarded_for: Sequence[str], proxies: Sequence[str] = PROXIES) -> str:
    """The key a request is counted by."""
    headers = [(b"x-forwarded-for", line.encode("latin-1")) for line in forwarded_for]
    found = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        found.append(counted_address(scope))

    scope = {"type": "http", "client": client, "headers": headers}
    await ClientAddress(proxies).handle(scope, None, None, app)  # type: ignore[arg-type]
    return found[0]


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "address"),
    [
        ("198.51.100.7", [], "198.51.100.7"),
        ("198.51.100.7", ["203.0.113.9"], "198.51.100.7"),
        ("127.0.0.1", ["203.0.113.9"], "127.0.0.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, 2.2.2.2, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1", "203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, 203.0.113.9, 10.1.2.3"], "203.0.113.9"),
        ("10.0.0.1", ["10.1.9.9, 10.1.2.3"], "10.1.9.9"),
        ("10.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"),
        ("10.0.0.1", ["[2001:db8::1]:4711"], "2001:db8::/64"),
        ("fd00::5", ["203.0.113.9"], "203.0.113.9"),
        ("::ffff:10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9, unknown"], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9, \xff"], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9,"], "10.0.0.1"),
    ],
)
async def test_the_last_hop_that_is_no_proxy_of_ours_is_counted(
    peer: str, forwarded_for: list[str], address: str
) -> None:
    assert await seen((peer, 1), forwarded_for) == address


@pytest.mark.parametrize(
    ("peer", "address"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
    ],
)
async def test_what_a_subscriber_chooses_of_an_ipv6_address_does_not_count(peer: str, address: str) -> None:
    assert await seen((peer, 1), []) == address


async def test_nobody_is_believed_where_no_proxy_is_named() -> None:
    assert await seen(("127.0.0.1", 1), ["203.0.113.9"], ()) == "127.0.0.1"
    assert await seen(None, ["203.0.113.9"]) == ""


def test_what_is_no_address_is_no_proxy() -> None:
    with pytest.raises(ValueError, match=r"proxy\.example"):
        ClientAddress(["proxy.example"])


async def test_headers_a_client_makes_up_change_nothing(portal: Portal) -> None:
    browser, fields = portal.browser(), {"iin": CITIZEN.iin, "password": WRONG}
    names = ("x-forwarded-for", "forwarded", "x-real-ip", "x-client-ip", "true-client-ip")
    made_up = [{name: f"203.0.113.{number}"} for number in range(2) for name in names]

    answers = [await browser.post("/login", fields, None, **headers) for headers in made_up]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 5
    assert len(await portal.rows(select(Attempts.key))) == 3
