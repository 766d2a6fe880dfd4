"""One function that verifies a signature with a public key, the scheme chosen by the algorithm's OID.

A further scheme is a further row of `SCHEMES`, a further hash a further row of `DIGESTS`.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import load_der_public_key

from auth.certificates.codes import Code
from auth.certificates.der import SEQUENCE, DerError, Element, Fields, bits, integer, oid, read_only

SHA256, SHA384, SHA512 = (f"2.16.840.1.101.3.4.2.{last}" for last in (1, 2, 3))
_SHA1 = "1.3.14.3.2.26"
_WEAK_DIGESTS = {"1.2.840.113549.2.5", _SHA1, "2.16.840.1.101.3.4.2.4"}
_WEAK_SIGNATURES = {
    "1.2.840.113549.1.1.4",
    "1.2.840.113549.1.1.5",
    "1.2.840.113549.1.1.14",
    "1.2.840.10045.4.1",
}
_MGF1 = "1.2.840.113549.1.1.8"
_RSA_BITS = range(2048, 8193)
_SALT_OCTETS = range(1024)
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)

DIGESTS: dict[str, Callable[[bytes], bytes]] = {
    SHA256: lambda content: hashlib.sha256(content).digest(),
    SHA384: lambda content: hashlib.sha384(content).digest(),
    SHA512: lambda content: hashlib.sha512(content).digest(),
}
_HASHES: dict[str, hashes.HashAlgorithm] = {
    SHA256: hashes.SHA256(),
    SHA384: hashes.SHA384(),
    SHA512: hashes.SHA512(),
}


class AlgorithmIdentifier(NamedTuple):
    """RFC 5280, 4.1.1.2; `parameters` as they came, None when absent."""

    oid: str
    parameters: Element | None


class Signed(NamedTuple):
    """A signature and what it is over; `digest`: the OID that CMS names beside it, None elsewhere."""

    message: bytes
    signature: bytes
    algorithm: AlgorithmIdentifier
    digest: str | None = None


def read_signed(der: bytes) -> tuple[Signed, Fields]:
    """What X.509 calls SIGNED: a certificate or a list with its signature, and the fields that it is over."""
    whole = Fields(read_only(der, SEQUENCE))
    tbs, algorithm = whole.take(SEQUENCE), read_algorithm(whole.take(SEQUENCE))
    signature = bits(whole.take())
    whole.end()
    return Signed(tbs.raw, signature, algorithm), Fields(tbs)


def read_algorithm(element: Element) -> AlgorithmIdentifier:
    fields = Fields(element)
    name = oid(fields.take())
    parameters = fields.take_if()
    fields.end()
    return AlgorithmIdentifier(name, parameters)


def digest_fault(digest: str) -> Code | None:
    if digest in DIGESTS:
        return None
    return Code.WEAK_DIGEST if digest in _WEAK_DIGESTS else Code.ALGORITHM_UNSUPPORTED


def signature_fault(public_key: bytes, signed: Signed) -> Code | None:
    """None when the signature is good. `public_key` is a SubjectPublicKeyInfo."""
    scheme = SCHEMES.get(signed.algorithm.oid)
    if scheme is None:
        return Code.WEAK_DIGEST if signed.algorithm.oid in _WEAK_SIGNATURES else Code.ALGORITHM_UNSUPPORTED
    try:
        return scheme(public_key, signed)
    except InvalidSignature:
        return Code.SIGNATURE_BROKEN
    except (UnsupportedAlgorithm, ValueError):
        return Code.ALGORITHM_UNSUPPORTED


@lru_cache(maxsize=256)
def _key(public_key: bytes) -> PublicKeyTypes:
    return load_der_public_key(public_key)


def _rsa_key(public_key: bytes) -> rsa.RSAPublicKey:
    key = _key(public_key)
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size not in _RSA_BITS:
        raise UnsupportedAlgorithm("")
    return key


def _rsa_pkcs1(digest: str | None, public_key: bytes, signed: Signed) -> Code | None:
    """RFC 3370, 3.2. `digest` is the one the algorithm's OID carries; with None it is the signer's."""
    named = digest or signed.digest
    if named not in _HASHES or signed.digest not in (None, named):
        return Code.ALGORITHM_UNSUPPORTED
    _rsa_key(public_key).verify(signed.signature, signed.message, padding.PKCS1v15(), _HASHES[named])
    return None


def _ecdsa(digest: str, public_key: bytes, signed: Signed) -> Code | None:
    """RFC 5753, 2.1."""
    key = _key(public_key)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, _CURVES):
        return Code.ALGORITHM_UNSUPPORTED
    if signed.digest not in (None, digest):
        return Code.ALGORITHM_UNSUPPORTED
    key.verify(signed.signature, signed.message, ec.ECDSA(_HASHES[digest]))
    return None


def _rsa_pss(public_key: bytes, signed: Signed) -> Code | None:
    """RFC 4056, 3: the three hashes (of the message, of MGF1, of the signer) must be one."""
    digest, mask_digest, salt_length = _pss_parameters(signed.algorithm.parameters)
    if fault := digest_fault(digest):
        return fault
    if mask_digest != digest or signed.digest not in (None, digest):
        return Code.ALGORITHM_UNSUPPORTED
    scheme = padding.PSS(padding.MGF1(_HASHES[digest]), salt_length)
    _rsa_key(public_key).verify(signed.signature, signed.message, scheme, _HASHES[digest])
    return None


def _pss_parameters(parameters: Element | None) -> tuple[str, str, int]:
    if parameters is None or parameters.tag != SEQUENCE:
        raise DerError
    given = {field.tag: read_only(field.body) for field in parameters.children()}
    if not {0xA0, 0xA1, 0xA2} <= given.keys():
        return _SHA1, _SHA1, 20  # what is left out stands for these (RFC 4055, 3.1)
    mask, salt_length = read_algorithm(given[0xA1]), integer(given[0xA2])
    if len(given) > 3 or mask.oid != _MGF1 or mask.parameters is None or salt_length not in _SALT_OCTETS:
        raise DerError
    return (read_algorithm(given[0xA0]).oid, read_algorithm(mask.parameters).oid, salt_length)


SCHEMES: dict[str, Callable[[bytes, Signed], Code | None]] = {
    "1.2.840.113549.1.1.1": partial(_rsa_pkcs1, None),
    "1.2.840.113549.1.1.11": partial(_rsa_pkcs1, SHA256),
    "1.2.840.113549.1.1.12": partial(_rsa_pkcs1, SHA384),
    "1.2.840.113549.1.1.13": partial(_rsa_pkcs1, SHA512),
    "1.2.840.113549.1.1.10": _rsa_pss,
    "1.2.840.10045.4.3.2": partial(_ecdsa, SHA256),
    "1.2.840.10045.4.3.3": partial(_ecdsa, SHA384),
    "1.2.840.10045.4.3.4": partial(_ecdsa, SHA512),
}
