"""The ranges of r and s (RFC 7091, 6.2, step 1); every changed signature is refused."""

import pytest

from auth.certificates.gost import streebog, verify_gost
from auth.certificates.gost.backends import Backend, backends
from auth.certificates.gost.curves import TC26_256_A
from auth.certificates.gost.keys import public_key
from portal.simulators.authority import gost_keys

PRIVATE, PUBLIC = gost_keys.generate(256)
KEY, Q = public_key(TC26_256_A, PUBLIC), TC26_256_A.q
DIGEST = streebog(256, b"what is signed")
GOOD = gost_keys.sign_digest(256, PRIVATE, DIGEST)
R, S = (int.from_bytes(half, "little") for half in (GOOD[:32], GOOD[32:]))


def signature(r: int, s: int) -> bytes:
    return r.to_bytes(32, "little") + s.to_bytes(32, "little")


BAD = {
    "r is 0": signature(0, S),
    "s is 0": signature(R, 0),
    "r is q": signature(Q, S),
    "s is q": signature(R, Q),
    # The same numbers modulo q: a second signature from the first.
    "r with q added": signature(R + Q, S),
    "s with q added": signature(R, S + Q),
    "s taken from q": signature(R, Q - S),
    "the greatest numbers": b"\xff" * 64,
    "s before r": GOOD[32:] + GOOD[:32],
    "big-endian": GOOD[31::-1] + GOOD[:31:-1],
    "reversed": GOOD[::-1],
    "an octet short": GOOD[:-1],
    "an octet long": GOOD + b"\0",
    "half of it": GOOD[:32],
    "nothing": b"",
}
each = pytest.mark.parametrize("backend", backends(), ids=lambda backend: backend.name)


@each
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_other_values_are_bad(bad: bytes, backend: Backend) -> None:
    assert verify_gost(KEY, DIGEST, GOOD, backend)
    assert not verify_gost(KEY, DIGEST, bad, backend)


@each
@pytest.mark.parametrize("digest", [DIGEST[::-1], DIGEST[:-1], DIGEST + b"\0", b"", streebog(512, b"what is signed")])
def test_other_digests_are_bad(digest: bytes, backend: Backend) -> None:
    assert not verify_gost(KEY, digest, GOOD, backend)


@each
@pytest.mark.parametrize("number", [0, Q, 3 * Q])
def test_digest_without_a_remainder_stands_for_one(number: int, backend: Backend) -> None:
    """RFC 7091, 6.1 and 6.2, step 2 and step 3."""
    digest = number.to_bytes(32, "little")

    assert verify_gost(KEY, digest, gost_keys.sign_digest(256, PRIVATE, digest), backend)
    assert verify_gost(KEY, digest, gost_keys.sign_digest(256, PRIVATE, (1).to_bytes(32, "little")), backend)
