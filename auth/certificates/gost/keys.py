"""Public keys in certificates (RFC 9215, 4, under national object identifiers)."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from auth.certificates.encoding.der import OCTET_STRING, SEQUENCE, DerError, Fields, bits, oid, read_only
from auth.certificates.gost.curves import TC26_256_A, TC26_512_A, Curve

STREEBOG_256, STREEBOG_512 = "1.2.398.3.10.1.3.2", "1.2.398.3.10.1.3.3"
KEY_256, KEY_512 = "1.2.398.3.10.1.1.2.1", "1.2.398.3.10.1.1.2.2"


class Parameters(NamedTuple):
    """The parameters of a key's AlgorithmIdentifier, and the curve that they identify."""

    curve_name: str
    digest: str
    curve: Curve


PARAMETERS = {
    KEY_256: Parameters(KEY_256 + ".1", STREEBOG_256, TC26_256_A),
    KEY_512: Parameters(KEY_512 + ".1", STREEBOG_512, TC26_512_A),
}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A point of the curve."""

    curve: Curve = field(repr=False)
    x: int
    y: int


@lru_cache(maxsize=256)
def read_public_key(info: bytes) -> PublicKey:
    """From a SubjectPublicKeyInfo. Raises ValueError for another algorithm, or a point that is not on the curve."""
    fields = Fields(read_only(info, SEQUENCE))
    algorithm, value = Fields(fields.take(SEQUENCE)), bits(fields.take())
    fields.end()
    known, names = PARAMETERS.get(oid(algorithm.take())), Fields(algorithm.take(SEQUENCE))
    algorithm.end()
    curve_name, digest = oid(names.take()), names.take_if()
    names.end()
    if known is None or curve_name != known.curve_name or (digest and oid(digest) != known.digest):
        raise DerError
    return public_key(known.curve, read_only(value, OCTET_STRING).body)


def public_key(curve: Curve, octets: bytes) -> PublicKey:
    """From x, then y, each little-endian. Raises ValueError when the point is not on the curve."""
    half = curve.octets
    x, y = int.from_bytes(octets[:half], "little"), int.from_bytes(octets[half:], "little")
    if len(octets) != 2 * half or not curve.contains(x, y):
        raise DerError
    return PublicKey(curve, x, y)
