"""Keys of GOST 34.10-2015 and kinds of their signatures (RFC 7091; RFC 9215 under national object identifiers).

The arithmetic is the textbook's, and no other than here: the curves' numbers alone are the product's.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from auth.certificates.codes import Code
from auth.certificates.gost import streebog
from auth.certificates.gost.curves import CURVES, Curve
from tests.corpus.keys import Key, rsa_key
from tests.corpus.kinds import VALID, Case, Kind, signed_by
from tests.corpus.messages import Cms, attached
from tests.corpus.world import DOCUMENT, World, leaf, list_of, world
from tests.corpus.writing import NULL, algorithm, bits, octets, oid, seq

ARC = "1.2.398.3.10.1.1"
Point = tuple[int, int] | None


def add(curve: Curve, left: Point, right: Point) -> Point:
    if left is None or right is None:
        return left or right
    (x1, y1), (x2, y2), p = left, right, curve.p
    if x1 == x2 and (y1 + y2) % p == 0:
        return None
    slope = (3 * x1 * x1 + curve.a) * pow(2 * y1, -1, p) if left == right else (y2 - y1) * pow(x2 - x1, -1, p)
    x = (slope * slope - x1 - x2) % p
    return x, (slope * (x1 - x) - y1) % p


def multiple(curve: Curve, k: int) -> tuple[int, int]:
    total: tuple[int, int] | None = None
    doubled: tuple[int, int] | None = (curve.x, curve.y)
    while k:
        total = add(curve, total, doubled) if k & 1 else total
        doubled, k = add(curve, doubled, doubled), k >> 1
    assert total is not None
    return total


def hashed_number(curve: Curve, *parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "big") % (curve.q - 1) + 1


@dataclass(frozen=True)
class GostKey(Key):
    """Of 256 or 512 bits; everything little-endian, as the national authority writes it."""

    size: int = 512

    @property
    def curve(self) -> Curve:
        return CURVES[self.size]

    @property
    def number(self) -> int:
        return hashed_number(self.curve, b"corpus")

    @property
    def public(self) -> bytes:
        return public_key(self.size, *_public_point(self))

    def algorithm(self, digest: str = "") -> bytes:
        return algorithm(f"{ARC}.2.3.{self.size // 256}", NULL)

    def sign(self, message: bytes, digest: str = "") -> bytes:
        r, s = self.numbers(message)
        return little(r, self.size) + little(s, self.size)

    def numbers(self, message: bytes) -> tuple[int, int]:
        curve, e = self.curve, int.from_bytes(streebog(self.size, message), "little")
        k = hashed_number(curve, message)
        r = multiple(curve, k)[0] % curve.q
        return r, (r * self.number + k * e) % curve.q


@cache
def _public_point(key: GostKey) -> tuple[int, int]:
    return multiple(key.curve, key.number)


def little(number: int, size: int) -> bytes:
    return number.to_bytes(size // 8, "little")


def public_key(size: int, x: int, y: int) -> bytes:
    name = f"{ARC}.2.{size // 256}"
    return seq(
        algorithm(name, seq(oid(name + ".1"), oid(f"1.2.398.3.10.1.3.{size // 256 + 1}"))),
        bits(octets(little(x, size) + little(y, size))),
    )


def key_of(size: int = 512) -> GostKey:
    return GostKey(rsa_key(3).private, size)


def cms_of(key: GostKey) -> Cms:
    return Cms(leaf(world().issuing, key).der(), key, DOCUMENT, f"streebog{key.size}")


def signed(label: str, wanted: Code | str, clause: str, change: Callable[[Cms], Cms], size: int = 512) -> Kind:
    """A citizen's certificate with such a key, by the issuing authority."""

    def made(of: World) -> Case:
        return signed_by(of.citizen).but(cms=change(cms_of(key_of(size))).der())

    return Kind(label, wanted, clause, made)


def written(write: Callable[[GostKey, int, int], bytes]) -> Callable[[Cms], Cms]:
    """The two numbers otherwise."""

    def sign(key: Key, message: bytes) -> bytes:
        assert isinstance(key, GostKey)
        return write(key, *key.numbers(message))

    return lambda cms: cms.but(sign=sign)


def both(r: int, s: int) -> bytes:
    return little(r, 512) + little(s, 512)


def off_the_curve(cms: Cms) -> Cms:
    key = key_of()
    x, y = _public_point(key)
    return cms.but(certificate=leaf(world().issuing, key, public_key=public_key(512, x, y ^ 1)).der())


def of_2004(cms: Cms) -> Cms:
    key = seq(algorithm(ARC + ".1.1", seq(oid(ARC + ".1.1.1"))), bits(octets(bytes(64))))
    return cms.but(certificate=leaf(world().issuing, cms.key, public_key=key).der(), algorithm=algorithm(ARC + ".1.2"))


def by_authority(of: World) -> Case:
    """The issuing authority's key too, as all national authorities' are now."""
    issuing = of.issuing.but(key=key_of())
    return signed_by(leaf(issuing, of.citizen.key), issuing, lists=(of.root_list, list_of(issuing, 7)))


KINDS = [
    signed("GOST of 512 bits", VALID, "RFC 7091, 6.2", lambda cms: cms),
    signed("GOST of 256 bits", VALID, "RFC 7091, 6.2", lambda cms: cms, size=256),
    signed("GOST attached", VALID, "RFC 5652, 5.2", lambda cms: cms.but(content=attached(DOCUMENT))),
    signed("GOST named by its key", VALID, "RFC 4490, 3.2", lambda cms: cms.but(algorithm=algorithm(ARC + ".2.2"))),
    Kind("GOST of the authority", VALID, "RFC 9215, 3", by_authority),
    signed("GOST, s before r", Code.SIGNATURE_BROKEN, "RFC 9215, 3", written(lambda _, r, s: both(s, r))),
    signed(
        "GOST, big-endian",
        Code.SIGNATURE_BROKEN,
        "national encoding",
        written(lambda _, r, s: r.to_bytes(64, "big") + s.to_bytes(64, "big")),
    ),
    signed("GOST, r of 0", Code.SIGNATURE_BROKEN, "RFC 7091, 6.2", written(lambda _, __, s: both(0, s))),
    signed("GOST, s of 0", Code.SIGNATURE_BROKEN, "RFC 7091, 6.2", written(lambda _, r, __: both(r, 0))),
    signed(
        "GOST, s over the order",
        Code.SIGNATURE_BROKEN,
        "RFC 7091, 6.2",
        written(lambda key, r, s: both(r, (s + key.curve.q) % 2**512)),
    ),
    signed("GOST, a byte short", Code.SIGNATURE_BROKEN, "RFC 9215, 3", written(lambda _, r, s: both(r, s)[:-1])),
    signed(
        "GOST with the shorter digest",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 9215, 3",
        lambda cms: cms.but(digest="streebog256"),
    ),
    signed("GOST with SHA-256", Code.ALGORITHM_UNSUPPORTED, "RFC 9215, 3", lambda cms: cms.but(digest="sha256")),
    signed("GOST key that is no point", Code.ALGORITHM_UNSUPPORTED, "RFC 7091, 5.2", off_the_curve),
    signed("GOST of 2004", Code.GOST_2004, "order 1187", of_2004),
]
