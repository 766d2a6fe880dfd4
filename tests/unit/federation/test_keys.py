"""The provider's keys: public ones, of two kinds, each with a name."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from auth.federation.keys import PinnedKeys
from tests.unit.federation.forging import EC_KEY, OTHER_EC_KEY, PINNED, RSA_KEY, jwk, jwks

P384 = ec.generate_private_key(ec.SECP384R1())
SHORT = rsa.generate_private_key(65537, 1024)  # noqa: S505 -- that it is refused is what is tested


def test_a_key_is_found_by_its_name_for_its_own_algorithm() -> None:
    keys = PinnedKeys(PINNED)
    asked = [("p256", "ES256"), ("rsa", "RS256"), ("p256", "RS256"), ("rsa", "ES256"), ("rsa", "PS256"), (None, None)]

    assert [keys.find(kid, algorithm) is not None for kid, algorithm in asked] == [True, True] + [False] * 4


@pytest.mark.parametrize(
    "other",
    [
        jwk(OTHER_EC_KEY, kid="other", use="enc"),
        jwk(OTHER_EC_KEY, kid="other", alg="ES384"),
        jwk(OTHER_EC_KEY),
        jwk(P384, kid="other"),
        {"kty": "OKP", "crv": "Ed25519", "x": "AA", "kid": "other"},
        {"kty": "new", "kid": "other"},
    ],
)
def test_a_key_of_another_kind_or_use_is_left_out(other: dict[str, Any]) -> None:
    keys = PinnedKeys(jwks(jwk(EC_KEY, kid="p256"), other))

    assert [keys.find(kid, "ES256") is not None for kid in ("p256", "other")] == [True, False]


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"[]",
        b"{}",
        b'{"keys": {}}',
        b'{"keys": [1]}',
        jwks(),
        jwks(jwk(P384, kid="a")),
        jwks(jwk(EC_KEY, kid="a"), jwk(RSA_KEY, kid="a")),
        jwks({**jwk(EC_KEY, kid="a"), "d": "AA"}),
        jwks(jwk(EC_KEY, kid="a"), {"kty": "oct", "k": "c2VjcmV0", "kid": "b"}),
        jwks({**jwk(EC_KEY, kid="a"), "x": "AA"}),
        jwks({"kty": "EC", "crv": "P-256", "kid": "a"}),
        jwks(jwk(SHORT, kid="a")),
    ],
)
def test_what_is_no_set_of_usable_public_keys_stops_the_portal(wrong: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- json has a ValueError of its own
        PinnedKeys(wrong)
