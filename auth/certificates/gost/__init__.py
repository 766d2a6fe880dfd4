"""GOST 34.10-2015 signatures with Streebog: GOST R 34.10-2012 and 34.11-2012 under Kazakh names (RFC 7091, RFC 6986).

With the system's libgcrypt a verification takes 1 ms (256 bits) or 4 ms (512 bits), outside Python's lock; it hashes
190 MB a second. Without it, in pure Python: 8 ms, and 0.6 MB a second. Call it from a thread, not from an event loop.
"""

from auth.certificates.gost.backends import Backend, backends
from auth.certificates.gost.keys import PublicKey


def streebog(bits: int, message: bytes | memoryview) -> bytes:
    """The digest of 256 or 512 bits. A memoryview is copied first."""
    return backends()[0].streebog(bits, bytes(message))


def verify_gost(key: PublicKey, digest: bytes, signature: bytes, backend: Backend | None = None) -> bool:
    """Verify a signature (RFC 7091, 6.2). `signature`: r, then s, each little-endian like the digest."""
    size, q = key.curve.octets, key.curve.q
    r, s = int.from_bytes(signature[:size], "little"), int.from_bytes(signature[size:], "little")
    if len(digest) != size or len(signature) != 2 * size or not (0 < r < q and 0 < s < q):
        return False
    return (backend or backends()[0]).verify(key, int.from_bytes(digest, "little") % q or 1, r, s)
