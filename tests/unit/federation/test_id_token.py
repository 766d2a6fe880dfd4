"""ID tokens that are good, and forged ones: each falls at the check that is meant for it."""

import json
from typing import Any

import pytest

from auth.federation.id_token import Expected, verify_id_token
from auth.federation.keys import PinnedKeys
from auth.tokens import LEEWAY, MOST_BYTES
from portal.kernel.outcomes import Refused
from tests.fakes.clock import TUESDAY_TEN
from tests.unit.federation.forging import (
    ACCESS_TOKEN,
    CLIENT,
    EC_KEY,
    GOOD,
    ISSUER,
    NONCE,
    NOW,
    ON_P256,
    ON_RSA,
    OTHER_EC_KEY,
    PINNED,
    RSA_KEY,
    b64,
    but,
    jwk,
    public_pem,
    token,
    unsigned,
    with_ec,
    with_rsa,
    with_secret,
)

KEYS = PinnedKeys(PINNED)
EXPECTED = Expected(ISSUER, CLIENT, NONCE, ACCESS_TOKEN)
FORGER = with_ec(OTHER_EC_KEY)


def judged(forged: str) -> object:
    return verify_id_token(forged, KEYS, EXPECTED, TUESDAY_TEN)


def joined(*segments: bytes) -> str:
    return ".".join(map(b64, (*segments, bytes(64))))


@pytest.mark.parametrize(
    "good",
    [
        token(),
        token(ON_RSA, sign=with_rsa),
        token({**ON_P256, "typ": "JWT"}),
        token({**ON_P256, "x5t": "a thumbprint, of which nothing follows", "unknown": 1}),
        token(claims=but(aud=[CLIENT])),
        token(claims=but(aud=[CLIENT], azp=CLIENT)),
        token(claims=but(aud=["another", CLIENT], azp=CLIENT)),
        token(claims=but(at_hash=None)),
        token(claims=but(exp=NOW - LEEWAY + 1)),
        token(claims=but(iat=NOW + LEEWAY)),
        token(claims=but(nbf=NOW + LEEWAY)),
    ],
)
def test_a_good_token(good: str) -> None:
    claims = judged(good)

    assert not isinstance(claims, Refused), claims
    assert (claims["iin"], claims["nonce"]) == (GOOD["iin"], NONCE)  # type: ignore[index]


HEADERS: list[tuple[str, str, str]] = [
    ("alg none", token({"alg": "none", "kid": "p256"}, sign=unsigned), "id_token_form"),
    ("alg none with a signature", token({"alg": "none", "kid": "p256"}), "id_token_key"),
    ("alg None", token({"alg": "None", "kid": "p256"}), "id_token_key"),
    ("no alg", token({"kid": "p256"}), "id_token_key"),
    ("alg is a list", token({"alg": ["ES256"], "kid": "p256"}), "id_token_key"),
    (
        "HS256 with the public key as its secret",
        token({"alg": "HS256", "kid": "rsa"}, sign=with_secret(public_pem(RSA_KEY))),
        "id_token_key",
    ),
    (
        "HS256 with the public key on P-256 as its secret",
        token({"alg": "HS256", "kid": "p256"}, sign=with_secret(public_pem(EC_KEY))),
        "id_token_key",
    ),
    ("RS256 by the key for ES256", token({"alg": "RS256", "kid": "p256"}, sign=with_rsa), "id_token_key"),
    ("ES256 by the key for RS256", token({"alg": "ES256", "kid": "rsa"}), "id_token_key"),
    ("PS256", token({"alg": "PS256", "kid": "rsa"}, sign=with_rsa), "id_token_key"),
    ("ES384", token({"alg": "ES384", "kid": "p256"}), "id_token_key"),
    ("signed by RSA, said to be ES256", token(ON_P256, sign=with_rsa), "id_token_signature"),
    ("signed on P-256, said to be RS256", token(ON_RSA), "id_token_signature"),
    ("another key of the same kid", token(sign=FORGER), "id_token_signature"),
    ("a signature of nothing but zeros", token(sign=lambda _: bytes(64)), "id_token_signature"),
    ("unknown kid", token({"alg": "ES256", "kid": "another"}), "id_token_key"),
    ("no kid", token({"alg": "ES256"}), "id_token_key"),
    ("kid is a number", token({"alg": "ES256", "kid": 1}), "id_token_key"),
    ("kid is a path", token({"alg": "ES256", "kid": "../../keys"}), "id_token_key"),
    ("jku", token({**ON_P256, "jku": "https://evil.example/keys"}), "id_token_header"),
    ("jwk", token({**ON_P256, "jwk": jwk(OTHER_EC_KEY)}, sign=FORGER), "id_token_header"),
    ("x5u", token({**ON_P256, "x5u": "https://evil.example/certificate"}), "id_token_header"),
    ("x5c", token({**ON_P256, "x5c": ["MII"]}), "id_token_header"),
    ("crit", token({**ON_P256, "crit": ["exp"]}), "id_token_header"),
    ("crit of nothing", token({**ON_P256, "crit": []}), "id_token_header"),
    ("b64", token({**ON_P256, "b64": False}), "id_token_header"),
    ("another typ", token({**ON_P256, "typ": "at+jwt"}), "id_token_header"),
    ("a header that is no object", joined(b"[]", b"{}"), "id_token_header"),
    ("alg twice", joined(b'{"alg":"none","alg":"ES256","kid":"p256"}', b"{}"), "id_token_header"),
]

CLAIMS: list[tuple[str, dict[str, Any] | bytes, str]] = [
    ("wrong iss", but(iss="https://evil.example"), "id_token_issuer"),
    ("iss with a slash more", but(iss=f"{ISSUER}/"), "id_token_issuer"),
    ("no iss", but(iss=None), "id_token_claims"),
    ("iss is a list", but(iss=[ISSUER]), "id_token_claims"),
    ("wrong aud", but(aud="another"), "id_token_audience"),
    ("aud with us as a part", but(aud="kezek2"), "id_token_audience"),
    ("no aud", but(aud=None), "id_token_audience"),
    ("aud is empty", but(aud=[]), "id_token_audience"),
    ("aud is an object", but(aud={CLIENT: 1}), "id_token_audience"),
    ("aud with others and no azp", but(aud=[CLIENT, "another"]), "id_token_audience"),
    ("aud with others and their azp", but(aud=[CLIENT, "another"], azp="another"), "id_token_audience"),
    ("azp of another", but(azp="another"), "id_token_audience"),
    ("azp is empty", but(azp=""), "id_token_audience"),
    ("expired", but(exp=NOW - LEEWAY), "id_token_expired"),
    ("expired long ago", but(iat=NOW - 7200, exp=NOW - 3600), "id_token_expired"),
    ("no exp", but(exp=None), "id_token_claims"),
    ("exp is a text", but(exp=str(NOW + 300)), "id_token_claims"),
    ("exp is true", but(exp=True), "id_token_claims"),
    ("exp is no number", b'{"iss":"a","nonce":"b","iat":1,"exp":NaN}', "id_token_claims"),
    ("issued in the future", but(iat=NOW + LEEWAY + 1), "id_token_early"),
    ("no iat", but(iat=None), "id_token_claims"),
    ("not yet valid", but(nbf=NOW + LEEWAY + 1), "id_token_early"),
    ("nbf is a text", but(nbf="0"), "id_token_early"),
    ("no nonce", but(nonce=None), "id_token_claims"),
    ("wrong nonce", but(nonce="m" * 43), "id_token_nonce"),
    ("nonce is empty", but(nonce=""), "id_token_nonce"),
    ("nonce in other letters", but(nonce="қ"), "id_token_nonce"),
    ("of another access token", but(at_hash=b64(bytes(16))), "id_token_access_token"),
    ("at_hash is null", json.dumps({**GOOD, "at_hash": None}).encode(), "id_token_access_token"),
    ("claims that are no object", b'"a"', "id_token_claims"),
    ("claims that are no JSON", b"{", "id_token_claims"),
    ("a claim twice", json.dumps(GOOD).replace("}", ', "iin": "851120420022"}').encode(), "id_token_claims"),
    ("claims nested too deep", b'{"iss":' + b"[" * 2000 + b"]" * 2000 + b"}", "id_token_claims"),
]


@pytest.mark.parametrize(("forged", "code"), [row[1:] for row in HEADERS], ids=[row[0] for row in HEADERS])
def test_a_forged_header_or_signature(forged: str, code: str) -> None:
    assert judged(forged) == Refused(code)


@pytest.mark.parametrize(("claims", "code"), [row[1:] for row in CLAIMS], ids=[row[0] for row in CLAIMS])
def test_claims_of_another_log_in(claims: dict[str, Any] | bytes, code: str) -> None:
    """Signed well, all of them."""
    assert judged(token(claims=claims)) == Refused(code)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda good: good + ".", "id_token_form"),
        (lambda good: good + "\n", "id_token_form"),
        (lambda good: good + "=", "id_token_form"),
        (lambda good: good + "A", "id_token_signature"),
        (lambda good: good + "B", "id_token_form"),
        (lambda good: good + "AAAA", "id_token_signature"),
        (lambda good: " " + good, "id_token_form"),
        (lambda good: good.replace(".", ".."), "id_token_form"),
        (lambda good: good.rpartition(".")[0], "id_token_form"),
        (lambda good: good.rpartition(".")[0] + ".", "id_token_form"),
        (lambda good: good.replace(".", ".A", 1), "id_token_signature"),
        (lambda good: "A" * 20 + good, "id_token_header"),
        (lambda good: good[:0], "id_token_form"),
        (lambda good: "ә" + good[1:], "id_token_form"),
        (lambda good: json.dumps({"payload": good}), "id_token_form"),
        (lambda good: good + "A" * MOST_BYTES, "id_token_size"),
    ],
)
def test_a_token_that_was_changed(change: Any, code: str) -> None:
    assert judged(change(token())) == Refused(code)


def test_every_letter_counts() -> None:
    """Change any one, the last bits of a segment included, and it is refused."""
    good = token()
    changed = (good[:place] + ("B" if good[place] == "A" else "A") + good[place + 1 :] for place in range(len(good)))

    assert [one for one in changed if not isinstance(judged(one), Refused)] == []


def test_an_access_token_is_held_against_its_hash() -> None:
    other = Expected(ISSUER, CLIENT, NONCE, "another access token")

    assert verify_id_token(token(), KEYS, other, TUESDAY_TEN) == Refused("id_token_access_token")
