"""GOST 34.10-2015 signatures with Streebog: GOST R 34.10-2012 and 34.11-2012 under Kazakh names (RFC 7091, RFC 6986).

By libgcrypt where the system has it: a signature takes 1 ms (256 bits) or 4 ms (512) outside Python's lock, a second
is enough to hash 190 MB. In pure Python elsewhere: 8 ms, and 0.6 MB a second. An event loop gives this to a thread.
"""

from auth.certificates.gost.backends import Backend, backends
from auth.certificates.gost.keys import PublicKey


def streebog(bits: int, message: bytes | memoryview) -> bytes:
    """The digest of 256 or 512 bits; `bytes` are hashed where they are, a view is copied once."""
    return backends()[0].streebog(bits, bytes(message))


def verify_gost(key: PublicKey, digest: bytes, signature: bytes, backend: Backend | None = None) -> bool:
    """RFC 7091, 6.2. `signature`: r and s, one after the other, each little-endian as the digest is."""
    size, q = key.curve.octets, key.curve.q
    r, s = int.from_bytes(signature[:size], "little"), int.from_bytes(signature[size:], "little")
    if len(digest) != size or len(signature) != 2 * size or not (0 < r < q and 0 < s < q):
        return False
    return (backend or backends()[0]).verify(key, int.from_bytes(digest, "little") % q or 1, r, s)
