"""A token endpoint in a forger's hands: the whole way through the portal, up to the person who stays out."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from litestar import Litestar

from portal.pages.account.identity import CALLBACK
from tests.factories.portal import Portal
from tests.integration.federation.world import (
    NEW_IIN,
    Federated,
    federated,
    identity_app,
    is_refused,
    query_of,
)
from tests.unit.federation.forging import (
    ACCESS_TOKEN,
    GOOD,
    ON_P256,
    ON_RSA,
    OTHER_EC_KEY,
    PINNED,
    RSA_KEY,
    jwk,
    public_pem,
    token,
    unsigned,
    with_ec,
    with_rsa,
    with_secret,
)

Claims = dict[str, Any]
Make = Callable[[Claims], str]


class Forger(ThreadingHTTPServer):
    """A provider whose every token is what the test says. In a thread: one application knows it, for all tests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Endpoint)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.says: Callable[[], str] = str


class _Endpoint(BaseHTTPRequestHandler):
    server: Forger

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        tokens = {"id_token": self.server.says(), "access_token": ACCESS_TOKEN, "token_type": "Bearer"}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(tokens).encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def forger() -> Iterator[Forger]:
    with Forger() as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        yield server
        server.shutdown()
        serving.join()


@pytest.fixture(scope="module")
def app(portal_of_all: Portal, forger: Forger) -> Litestar:
    return identity_app(portal_of_all, forger.address, PINNED)


@pytest.fixture
async def world(portal: Portal, app: Litestar) -> AsyncIterator[Federated]:
    async with federated(portal, app) as made:
        yield made


async def answered(world: Federated, forger: Forger, make: Make) -> tuple[Any, str]:
    """A browser, and the answer it brings: `make` is given the claims that would be good for its log-in."""
    browser = world.browser()
    asked = query_of(await world.begin(browser))
    forger.says = lambda: make({**GOOD, "iss": forger.address, "nonce": asked["nonce"]})
    return browser, f"{CALLBACK}?state={asked['state']}&code=a"


@pytest.mark.parametrize(
    "make", [lambda good: token(claims=good), lambda good: token(ON_RSA, good, with_rsa)], ids=["ES256", "RS256"]
)
async def test_what_is_not_forged_leads_in(world: Federated, forger: Forger, make: Make) -> None:
    browser, back = await answered(world, forger, make)

    assert (await browser.get(back)).headers["location"] == "/welcome"
    assert len(await world.accounts(NEW_IIN)) == 1


FORGED: list[tuple[str, Make, str]] = [
    ("alg none", lambda good: token({"alg": "none", "kid": "p256"}, good, unsigned), "id_token_form"),
    (
        "HS256 with the public key",
        lambda good: token({"alg": "HS256", "kid": "rsa"}, good, with_secret(public_pem(RSA_KEY))),
        "id_token_key",
    ),
    ("RS256 by the key for ES256", lambda good: token({"alg": "RS256", "kid": "p256"}, good, with_rsa), "id_token_key"),
    ("another key of the same kid", lambda good: token(ON_P256, good, with_ec(OTHER_EC_KEY)), "id_token_signature"),
    ("unknown kid", lambda good: token({"alg": "ES256", "kid": "another"}, good), "id_token_key"),
    (
        "its own key in jwk",
        lambda good: token({**ON_P256, "jwk": jwk(OTHER_EC_KEY)}, good, with_ec(OTHER_EC_KEY)),
        "id_token_header",
    ),
    ("jku", lambda good: token({**ON_P256, "jku": "https://evil.example/keys"}, good), "id_token_header"),
    ("x5u", lambda good: token({**ON_P256, "x5u": "https://evil.example/c"}, good), "id_token_header"),
    ("crit", lambda good: token({**ON_P256, "crit": ["iat"]}, good), "id_token_header"),
    ("wrong iss", lambda good: token(claims={**good, "iss": "https://evil.example"}), "id_token_issuer"),
    ("wrong aud", lambda good: token(claims={**good, "aud": "another"}), "id_token_audience"),
    ("aud with others", lambda good: token(claims={**good, "aud": ["kezek", "b"]}), "id_token_audience"),
    ("azp of another", lambda good: token(claims={**good, "azp": "another"}), "id_token_audience"),
    ("expired", lambda good: token(claims={**good, "exp": good["iat"] - 60}), "id_token_expired"),
    ("from the future", lambda good: token(claims={**good, "iat": good["iat"] + 62}), "id_token_early"),
    ("of another log-in", lambda good: token(claims={**good, "nonce": "n" * 43}), "id_token_nonce"),
    ("of another access token", lambda good: token(claims={**good, "at_hash": "AAAA"}), "id_token_access_token"),
    ("no nonce", lambda good: token(claims={k: v for k, v in good.items() if k != "nonce"}), "id_token_claims"),
    ("no exp", lambda good: token(claims={k: v for k, v in good.items() if k != "exp"}), "id_token_claims"),
    ("too large", lambda good: token(claims={**good, "more": "a" * 8192}), "id_token_size"),
    ("trailing junk", lambda good: token(claims=good) + ".junk", "id_token_form"),
    ("no token", lambda _good: "", "id_token_form"),
    ("no IIN", lambda good: token(claims={k: v for k, v in good.items() if k != "iin"}), "iin_claim"),
    ("an IIN that is none", lambda good: token(claims={**good, "iin": "100701590099"}), "iin_claim"),
    ("an IIN of a birth to come", lambda good: token(claims={**good, "iin": "270101600012"}), "iin_claim"),
    ("an IIN with a mark of direction", lambda good: token(claims={**good, "iin": "\u200e100701590098"}), "iin_claim"),
    ("an IIN that is a number", lambda good: token(claims={**good, "iin": 100701590098}), "iin_claim"),
    ("a list of IINs", lambda good: token(claims={**good, "iin": ["100701590098"]}), "iin_claim"),
    ("a BIN", lambda good: token(claims={**good, "iin": "140540000104"}), "iin_claim"),
]


async def test_a_token_made_while_it_was_waited_for_is_good(world: Federated, portal: Portal, forger: Forger) -> None:
    def two_minutes_later(good: Claims) -> str:
        portal.clock.move(minutes=2)
        return token(claims={**good, "iat": good["iat"] + 120})

    browser, back = await answered(world, forger, two_minutes_later)

    assert (await browser.get(back)).headers["location"] == "/welcome"


@pytest.mark.parametrize(("make", "code"), [row[1:] for row in FORGED], ids=[row[0] for row in FORGED])
async def test_what_is_forged_leads_nowhere(world: Federated, forger: Forger, make: Make, code: str) -> None:
    browser, back = await answered(world, forger, make)

    await is_refused(world, browser, back, code)

    assert await world.accounts(NEW_IIN) == []
