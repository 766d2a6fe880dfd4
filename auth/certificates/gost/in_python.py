"""Pure Python, for systems without libgcrypt: signatures take twice as long, and long messages are slow."""

from auth.certificates.gost import hash_function
from auth.certificates.gost.keys import PublicKey
from auth.certificates.gost.points import sum_of_multiples


class InPython:
    name = "python"

    def streebog(self, bits: int, message: bytes) -> bytes:
        return hash_function.streebog_in_python(bits, message)

    def verify(self, key: PublicKey, digest: int, r: int, s: int) -> bool:
        """RFC 7091, 6.2, steps 4 to 7."""
        curve = key.curve
        v = pow(digest, -1, curve.q)
        sum_ = sum_of_multiples(curve, (s * v % curve.q, curve.x, curve.y), (-r * v % curve.q, key.x, key.y))
        return sum_ is not None and sum_[0] % curve.q == r
