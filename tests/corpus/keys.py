"""Keys that are the same in every run, so that a mutation can be found again by its number. For tests alone."""

import hashlib
import random
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from auth.certificates.encoding.der_writing import encode
from auth.certificates.gost import streebog
from tests.corpus.writing import NULL, algorithm, integer, octets, seq

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
DIGESTS = {
    "md5": "1.2.840.113549.2.5",
    "sha1": "1.3.14.3.2.26",
    "sha224": "2.16.840.1.101.3.4.2.4",
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
    "sha3_256": "2.16.840.1.101.3.4.2.8",
    "streebog256": "1.2.398.3.10.1.3.2",
    "streebog512": "1.2.398.3.10.1.3.3",
}
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "md5": hashes.MD5(),  # noqa: S303 -- to be refused
    "sha1": hashes.SHA1(),  # noqa: S303
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
    "sha3_256": hashes.SHA3_256(),
}
_WITH_RSA = {"md5": 4, "sha1": 5, "sha224": 14, "sha256": 11, "sha384": 12, "sha512": 13}
_WITH_ECDSA = {"sha224": 1, "sha256": 2, "sha384": 3, "sha512": 4}
RSA_ENCRYPTION, RSA_PSS, MGF1 = (f"1.2.840.113549.1.1.{last}" for last in (1, 10, 8))


def hashed(digest: str, message: bytes) -> bytes:
    if digest.startswith("streebog"):
        return streebog(int(digest[-3:]), message)
    return hashlib.new(digest, message).digest()


@dataclass(frozen=True)
class Key:
    """A private key with what is written of it."""

    private: PrivateKey

    @property
    def public(self) -> bytes:
        """SubjectPublicKeyInfo."""
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self.private.public_key().public_bytes(serialization.Encoding.DER, form)

    def algorithm(self, digest: str = "sha256") -> bytes:
        """Of its signatures, as certificates and signatures name it."""
        if isinstance(self.private, rsa.RSAPrivateKey):
            return algorithm(f"1.2.840.113549.1.1.{_WITH_RSA.get(digest, 1)}", NULL)
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return algorithm("1.3.101.112")
        if digest == "sha1":
            return algorithm("1.2.840.10045.4.1")
        return algorithm(f"1.2.840.10045.4.3.{_WITH_ECDSA[digest]}")

    def sign(self, message: bytes, digest: str = "sha256") -> bytes:
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(message, padding.PKCS1v15(), _HASHES[digest])
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return self.private.sign(message)
        return self.private.sign(message, ec.ECDSA(_HASHES[digest], deterministic_signing=True))

    def sign_block(self, block: bytes) -> bytes:
        """RSA over this block as it stands, however it is padded (RFC 8017, 5.2.1)."""
        numbers = self.private.private_numbers()  # type: ignore[union-attr]
        p, q = numbers.p, numbers.q  # type: ignore[union-attr]
        value = int.from_bytes(block, "big")
        by_p, by_q = pow(value, numbers.dmp1, p), pow(value, numbers.dmq1, q)  # type: ignore[union-attr]
        signed = by_q + q * (numbers.iqmp * (by_p - by_q) % p)  # type: ignore[union-attr]
        return int(signed).to_bytes(256, "big")


def pkcs1_block(message: bytes, digest: str = "sha256", *, null: bytes = NULL, garbage: bytes = b"") -> bytes:
    """EMSA-PKCS1-v1_5 (RFC 8017, 9.2); garbage stands behind the hash, in place of padding."""
    info = seq(algorithm(DIGESTS[digest], null), octets(hashlib.new(digest, message).digest())) + garbage
    return b"\x00\x01" + b"\xff" * (256 - 3 - len(info)) + b"\x00" + info


def pss_block(message: bytes, salt: bytes, digest: str = "sha256", mask_digest: str = "") -> bytes:
    """EMSA-PSS for a key of 2048 bits (RFC 8017, 9.1.1)."""
    hashed = hashlib.new(digest, bytes(8) + hashlib.new(digest, message).digest() + salt).digest()
    plain = b"\x01" + salt
    plain = plain.rjust(256 - len(hashed) - 1, b"\x00")
    masked = bytes(a ^ b for a, b in zip(plain, _mask(hashed, len(plain), mask_digest or digest), strict=True))
    return bytes((masked[0] & 0x7F,)) + masked[1:] + hashed + b"\xbc"


def _mask(seed: bytes, length: int, digest: str) -> bytes:
    rows = (hashlib.new(digest, seed + row.to_bytes(4, "big")).digest() for row in range(length // 20 + 1))
    return b"".join(rows)[:length]


def pss_parameters(digest: str = "sha256", mask_digest: str = "", salt: int = 32, *more: bytes) -> bytes:
    """RSASSA-PSS-params (RFC 4055, 3.1)."""
    mask = algorithm(MGF1, algorithm(DIGESTS[mask_digest or digest], NULL))
    fields = (algorithm(DIGESTS[digest], NULL), mask, integer(salt))
    return seq(*(encode(0xA0 | number, field) for number, field in enumerate(fields)), *more)


@cache
def ec_key(seed: int, curve: ec.EllipticCurve | None = None) -> Key:
    scalar = int.from_bytes(hashlib.sha256(b"corpus %d" % seed).digest(), "big") >> 8
    return Key(ec.derive_private_key(scalar, curve or ec.SECP256R1()))


def ed25519_key() -> Key:
    return Key(ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"corpus").digest()))


@cache
def rsa_key(seed: int, size: int = 2048, exponent: int = 65537) -> Key:
    """Two keys of one seed that differ in the exponent alone share their primes."""
    generator = random.Random(seed)  # noqa: S311 -- the same each time, which is the point
    p, q = (_prime(generator, size // 2) for _ in range(2))
    d = pow(exponent, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(exponent, p * q)
    return Key(rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public).private_key())


_SMALL = [p for p in range(3, 4000, 2) if all(p % q for q in range(3, int(p**0.5) + 1, 2))]


def _prime(generator: random.Random, size: int) -> int:
    """One that leaves 2 when divided by 3, so that 3 can be an exponent."""
    while True:
        start = generator.getrandbits(size) | 3 << size - 2 | 1
        sieve = bytearray(8000)  # of start, start + 2, ...
        for small in _SMALL:
            first = -start * ((small + 1) // 2) % small
            sieve[first::small] = b"\x01" * len(range(first, len(sieve), small))
        for place, composite in enumerate(sieve):
            candidate = start + 2 * place
            if not composite and candidate % 3 == 2 and pow(2, candidate - 1, candidate) == 1:
                return candidate
