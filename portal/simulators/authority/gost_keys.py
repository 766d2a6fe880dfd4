"""Keys of GOST 34.10-2015 that sign, for the demonstration's authority and the people in it. The product never signs.

Octets as the national authority's certificates and key files have them: little-endian throughout. Not in constant
time, so for no key that is worth a measurement.
"""

import secrets

from auth.certificates.gost.curves import CURVES, Curve
from auth.certificates.gost.points import sum_of_multiples


def generate(bits: int) -> tuple[bytes, bytes]:
    """A private key and its public key, of 256 or 512 bits."""
    curve = CURVES[bits]
    private = _random(curve).to_bytes(curve.octets, "little")
    return private, public_key_of(bits, private)


def public_key_of(bits: int, private: bytes) -> bytes:
    """x and y, one after the other."""
    curve = CURVES[bits]
    x, y = _multiple(curve, int.from_bytes(private, "little"))
    return x.to_bytes(curve.octets, "little") + y.to_bytes(curve.octets, "little")


def sign_digest(bits: int, private: bytes, digest: bytes) -> bytes:
    """r and s, one after the other, over a Streebog digest of as many bits (RFC 7091, 6.1)."""
    curve = CURVES[bits]
    d, e = int.from_bytes(private, "little"), int.from_bytes(digest, "little") % curve.q or 1
    r = s = 0
    while not (r and s):
        k = _random(curve)
        r = _multiple(curve, k)[0] % curve.q
        s = (r * d + k * e) % curve.q
    return r.to_bytes(curve.octets, "little") + s.to_bytes(curve.octets, "little")


def _random(curve: Curve) -> int:
    return 1 + secrets.randbelow(curve.q - 1)


def _multiple(curve: Curve, k: int) -> tuple[int, int]:
    point = sum_of_multiples(curve, (k, curve.x, curve.y))
    if point is None:
        raise ValueError("a multiple of the curve's order is no key")
    return point
