"""Private keys of both families: create, read, write, sign."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from auth.certificates.algorithms import DIGESTS
from auth.certificates.algorithms import SHA256 as SHA256_OID
from auth.certificates.encoding.der import OCTET_STRING, SEQUENCE, Fields, oid, read_only
from auth.certificates.encoding.pem import pem_blocks
from portal.simulators.authority import der_forms, gost_keys
from portal.simulators.authority.der_forms import algorithm, bit_string, octet_string, sequence
from portal.simulators.authority.pem_writing import pem


class Family(StrEnum):
    """The two families of algorithms in the national authority's certificates."""

    RSA = "rsa"
    GOST = "gost"


_GOST_ARC = "1.2.398.3.10.1"


class GostNames(NamedTuple):
    """The object identifiers of a key, its curve, its signatures and their digest."""

    key: str
    curve: str
    signature: str
    digest: str


GOST = {
    bits: GostNames(
        f"{_GOST_ARC}.1.2.{number}",
        f"{_GOST_ARC}.1.2.{number}.1",
        f"{_GOST_ARC}.1.2.3.{number}",
        f"{_GOST_ARC}.3.{number + 1}",
    )
    for bits, number in ((256, 1), (512, 2))
}


@dataclass(frozen=True, slots=True)
class GostKey:
    """A key of GOST 34.10-2015. `private`: little-endian octets (see `gost_keys`)."""

    bits: int
    private: bytes = field(repr=False)

    @property
    def names(self) -> GostNames:
        return GOST[self.bits]


PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | GostKey


class Digest(NamedTuple):
    """The digest of a key's signatures: its AlgorithmIdentifier in DER, and the function."""

    algorithm: bytes
    of: Callable[[bytes], bytes]


def new_key(family: Family = Family.RSA) -> PrivateKey:
    return new_rsa_key() if family is Family.RSA else GostKey(512, gost_keys.generate(512)[0])


def new_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def digest_of(key: PrivateKey) -> Digest:
    """The digest that this key signs."""
    name = key.names.digest if isinstance(key, GostKey) else SHA256_OID
    return Digest(algorithm(name), DIGESTS[name])


def signature_algorithm(key: PrivateKey) -> bytes:
    """The AlgorithmIdentifier, with the national authority's NULL parameters; ECDSA has none (RFC 5758, 3.2)."""
    if isinstance(key, GostKey):
        return algorithm(key.names.signature)
    if isinstance(key, rsa.RSAPrivateKey):
        return algorithm("1.2.840.113549.1.1.11")
    return algorithm("1.2.840.10045.4.3.2", b"")


def sign_message(key: PrivateKey, message: bytes) -> bytes:
    if isinstance(key, GostKey):
        return gost_keys.sign_digest(key.bits, key.private, digest_of(key).of(message))
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PKCS1v15(), SHA256())
    return key.sign(message, ec.ECDSA(SHA256()))


def public_key_info(key: PrivateKey) -> bytes:
    """SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). A GOST point is an OCTET STRING inside the BIT STRING."""
    if isinstance(key, GostKey):
        point = octet_string(_gost_point(key))
        return sequence(_gost_algorithm(key), bit_string(point))
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def public_key_bits(info: bytes) -> bytes:
    """The subjectPublicKey of a SubjectPublicKeyInfo, whose digest is the key identifier."""
    fields = Fields(read_only(info, SEQUENCE))
    fields.take(SEQUENCE)
    return fields.take().body[1:]


def key_identifier(info: bytes) -> bytes:
    """RFC 5280, 4.2.1.2, method (1)."""
    return hashlib.sha1(public_key_bits(info), usedforsecurity=False).digest()


def private_pem(key: PrivateKey) -> bytes:
    """PKCS #8. GOST keys are in the form of the national authority's key files."""
    if isinstance(key, GostKey):
        inner = octet_string(octet_string(key.private))
        return pem("PRIVATE KEY", sequence(der_forms.integer(0), _gost_algorithm(key), inner))
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def read_private_key(key_file: bytes) -> PrivateKey:
    """The key that `private_pem` wrote; the rest of the file is ignored."""
    fields = Fields(read_only(pem_blocks(key_file, "PRIVATE KEY")[0], SEQUENCE))
    fields.take()
    name = oid(Fields(fields.take(SEQUENCE)).take())
    for bits, names in GOST.items():
        if names.key == name:
            return GostKey(bits, read_only(fields.take(OCTET_STRING).body, OCTET_STRING).body)
    # Created here, so the slow validation of the key is skipped.
    key = load_pem_private_key(key_file, None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)  # noqa: S101 -- made by this package
    return key


@lru_cache(maxsize=64)
def _gost_point(key: GostKey) -> bytes:
    return gost_keys.public_key_of(key.bits, key.private)


def _gost_algorithm(key: GostKey) -> bytes:
    return algorithm(key.names.key, sequence(der_forms.oid(key.names.curve), der_forms.oid(key.names.digest)))
