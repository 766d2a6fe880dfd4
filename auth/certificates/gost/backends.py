"""The implementations: libgcrypt, or pure Python where libgcrypt is missing or lacks the standard."""

from functools import cache
from typing import Protocol

from auth.certificates.gost.curves import CURVES, Curve
from auth.certificates.gost.in_python import InPython
from auth.certificates.gost.keys import PublicKey
from auth.certificates.gost.libgcrypt import LIBRARY, Libgcrypt, LibgcryptMissing


class Backend(Protocol):
    """`verify`: digest, r and s must be at least 1 and less than q."""

    @property
    def name(self) -> str: ...

    def streebog(self, bits: int, message: bytes) -> bytes: ...

    def verify(self, key: PublicKey, digest: int, r: int, s: int) -> bool: ...


@cache
def backends(library: str = LIBRARY) -> tuple[Backend, ...]:
    """All that work on this system, the fastest first."""
    try:
        found = Libgcrypt(library)
    except LibgcryptMissing:
        return (InPython(),)
    return (found, InPython()) if all(_can_verify(found, curve) for curve in CURVES.values()) else (InPython(),)


def _can_verify(backend: Backend, curve: Curve) -> bool:
    """A self-test: with private key 1 and nonce 1, r is the base point's x and s is r + e."""
    key, digest, r = PublicKey(curve, curve.x, curve.y), 1, curve.x % curve.q
    return backend.verify(key, digest, r, (r + digest) % curve.q) and not backend.verify(key, digest, r, r)
