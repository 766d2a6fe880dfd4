"""Signing with GOST 34.10-2015, for the demonstration's authority and people. The portal itself never signs with GOST.

All octets are little-endian, as in the national authority's certificates and key files. Not in constant time, so only
for demonstration keys.
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
    """x, then y."""
    curve = CURVES[bits]
    x, y = _multiple(curve, int.from_bytes(private, "little"))
    return x.to_bytes(curve.octets, "little") + y.to_bytes(curve.octets, "little")


def sign_digest(bits: int, private: bytes, digest: bytes) -> bytes:
    """Sign a Streebog digest of `bits` bits (RFC 7091, 6.1). The result is r, then s."""
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
