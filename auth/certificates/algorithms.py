"""Verify a signature with a public key; the algorithm's OID chooses the scheme.

A new scheme is a row of `SCHEMES`, a new hash a row of `DIGESTS`.
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
from auth.certificates.encoding.der import (
    OBJECT_IDENTIFIER,
    SEQUENCE,
    DerError,
    Element,
    Fields,
    bits,
    integer,
    oid,
    read_only,
)
from auth.certificates.gost import streebog, verify_gost
from auth.certificates.gost.keys import KEY_256, KEY_512, PARAMETERS, STREEBOG_256, STREEBOG_512, read_public_key

SHA256, SHA384, SHA512 = (f"2.16.840.1.101.3.4.2.{last}" for last in (1, 2, 3))
_SHA1 = "1.3.14.3.2.26"
_WEAK_DIGESTS = {"1.2.840.113549.2.5", _SHA1, "2.16.840.1.101.3.4.2.4"}
_WEAK_SIGNATURES = {
    "1.2.840.113549.1.1.4",
    "1.2.840.113549.1.1.5",
    "1.2.840.113549.1.1.14",
    "1.2.840.10045.4.1",
}
# Keys and signatures of GOST 34.310-2004, and its hash function GOST 34.311-95.
_GOST_2004 = ("1.2.398.3.10.1.1.1.", "1.2.398.3.10.1.3.1.")
_MGF1 = "1.2.840.113549.1.1.8"
_RSA_BITS = range(2048, 8193)
_NULL, _SHORT = b"\x05\x00", 32
_SALT_OCTETS, _TRAILER = range(1024), 1
_CURVE_KEY = "1.2.840.10045.2.1"
_INDEFINITE_LENGTH = 0x80
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)

DIGESTS: dict[str, Callable[[bytes], bytes]] = {
    SHA256: lambda content: hashlib.sha256(content).digest(),
    SHA384: lambda content: hashlib.sha384(content).digest(),
    SHA512: lambda content: hashlib.sha512(content).digest(),
    STREEBOG_256: partial(streebog, 256),
    STREEBOG_512: partial(streebog, 512),
}
_HASHES: dict[str, hashes.HashAlgorithm] = {
    SHA256: hashes.SHA256(),
    SHA384: hashes.SHA384(),
    SHA512: hashes.SHA512(),
}


class AlgorithmIdentifier(NamedTuple):
    """RFC 5280, 4.1.1.2. `parameters`: None when they are absent."""

    oid: str
    parameters: Element | None


class Signed(NamedTuple):
    """A signature and the message it covers. `digest`: the OID that CMS names beside it; None elsewhere."""

    message: bytes
    signature: bytes
    algorithm: AlgorithmIdentifier
    digest: str | None = None


def read_signed(der: bytes) -> tuple[Signed, Fields]:
    """The SIGNED type of X.509: a certificate or a list as message and signature, and its fields.

    Raises DerError unless the outer encoding is DER: BER has many encodings of one value (RFC 5280, 4.1 and 5.1).
    """
    whole = Fields(read_only(der, SEQUENCE))
    if der[1] == _INDEFINITE_LENGTH:
        raise DerError
    tbs, algorithm = whole.take(SEQUENCE), read_algorithm(whole.take(SEQUENCE))
    signature = bits(whole.take())
    whole.end()
    return Signed(tbs.raw, signature, algorithm), Fields(tbs)


def read_algorithm(element: Element) -> AlgorithmIdentifier:
    """Raises DerError. Short ones are cached: there are few without parameters of their own."""
    return _known_algorithm(element) if len(element.raw) <= _SHORT else _algorithm(element)


@lru_cache(maxsize=64)
def _known_algorithm(element: Element) -> AlgorithmIdentifier:
    return _algorithm(element)


def _algorithm(element: Element) -> AlgorithmIdentifier:
    fields = Fields(element)
    name = oid(fields.take())
    parameters = fields.take_if()
    fields.end()
    return AlgorithmIdentifier(name, parameters)


def digest_fault(digest: str) -> Code | None:
    if digest in DIGESTS:
        return None
    return Code.WEAK_DIGEST if digest in _WEAK_DIGESTS else _unsupported(digest)


def key_fault(public_key: bytes) -> Code | None:
    """Why signatures of this key cannot be verified; None when they can. `public_key`: a SubjectPublicKeyInfo."""
    try:
        algorithm = _algorithm_of(public_key).oid
        if algorithm in PARAMETERS:
            read_public_key(public_key)
            return None
        if _unsupported(algorithm) is Code.GOST_2004:
            return Code.GOST_2004
        key = _key(public_key)
    except (UnsupportedAlgorithm, ValueError):
        return Code.ALGORITHM_UNSUPPORTED
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < _RSA_BITS.start:
        return Code.WEAK_KEY
    return None if _is_supported(key) else Code.ALGORITHM_UNSUPPORTED


def signature_fault(public_key: bytes, signed: Signed) -> Code | None:
    """None when the signature is good. `public_key`: a SubjectPublicKeyInfo."""
    scheme = SCHEMES.get(signed.algorithm.oid)
    if scheme is None:
        return Code.WEAK_DIGEST if signed.algorithm.oid in _WEAK_SIGNATURES else _unsupported(signed.algorithm.oid)
    try:
        return scheme(public_key, signed)
    except InvalidSignature:
        return Code.SIGNATURE_BROKEN
    except (UnsupportedAlgorithm, ValueError):
        return key_fault(public_key) or Code.ALGORITHM_UNSUPPORTED


def is_for_other_key(public_key: bytes, algorithm: AlgorithmIdentifier) -> bool:
    """Whether signatures of this algorithm need another kind of key, so that this key made none of them."""
    kind = _KEY_OF.get(algorithm.oid)
    try:
        return kind is not None and kind != _algorithm_of(public_key).oid
    except ValueError:
        return False


def _unsupported(algorithm: str) -> Code:
    return Code.GOST_2004 if f"{algorithm}.".startswith(_GOST_2004) else Code.ALGORITHM_UNSUPPORTED


def _is_supported(key: PublicKeyTypes) -> bool:
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size in _RSA_BITS
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES)


def _algorithm_of(public_key: bytes) -> AlgorithmIdentifier:
    return read_algorithm(Fields(read_only(public_key, SEQUENCE)).take(SEQUENCE))


@lru_cache(maxsize=256)
def _key(public_key: bytes) -> PublicKeyTypes:
    """Raises UnsupportedAlgorithm for a curve given by explicit parameters (RFC 5480, 2.1.1)."""
    algorithm, parameters = _algorithm_of(public_key)
    if algorithm == _CURVE_KEY and (parameters is None or parameters.tag != OBJECT_IDENTIFIER):
        raise UnsupportedAlgorithm("")
    return load_der_public_key(public_key)


@lru_cache(maxsize=256)
def _rsa_key(public_key: bytes) -> rsa.RSAPublicKey:
    key = _key(public_key)
    if not isinstance(key, rsa.RSAPublicKey) or not _is_supported(key):
        raise UnsupportedAlgorithm("")
    return key


def _rsa_pkcs1(digest: str | None, public_key: bytes, signed: Signed) -> Code | None:
    """RFC 3370, 3.2. `digest`: the one in the algorithm's OID; None: the signer's."""
    named = digest or signed.digest
    if named not in _HASHES or signed.digest not in (None, named):
        return Code.ALGORITHM_UNSUPPORTED
    _rsa_key(public_key).verify(signed.signature, signed.message, padding.PKCS1v15(), _HASHES[named])
    return None


def _ecdsa(digest: str, public_key: bytes, signed: Signed) -> Code | None:
    """RFC 5753, 2.1."""
    key = _key(public_key)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not _is_supported(key):
        raise UnsupportedAlgorithm("")
    if signed.digest not in (None, digest):
        return Code.ALGORITHM_UNSUPPORTED
    key.verify(signed.signature, signed.message, ec.ECDSA(_HASHES[digest]))
    return None


def _rsa_pss(public_key: bytes, signed: Signed) -> Code | None:
    """RFC 4056, 3: the three hashes (of the message, of MGF1, of the signer) must be one."""
    digest, mask_digest, salt_length = _pss_parameters(signed.algorithm.parameters)
    if fault := digest_fault(digest):
        return fault
    if digest not in _HASHES or mask_digest != digest or signed.digest not in (None, digest):
        return Code.ALGORITHM_UNSUPPORTED
    scheme = padding.PSS(padding.MGF1(_HASHES[digest]), salt_length)
    _rsa_key(public_key).verify(signed.signature, signed.message, scheme, _HASHES[digest])
    return None


def _pss_parameters(parameters: Element | None) -> tuple[str, str, int]:
    if parameters is None or parameters.tag != SEQUENCE:
        raise DerError
    given = {field.tag: read_only(field.body) for field in parameters.children()}
    if not {0xA0, 0xA1, 0xA2} <= given.keys():
        return _SHA1, _SHA1, 20  # the defaults (RFC 4055, 3.1)
    mask, salt_length = read_algorithm(given[0xA1]), integer(given[0xA2])
    if given.keys() - {0xA0, 0xA1, 0xA2, 0xA3} or (0xA3 in given and integer(given[0xA3]) != _TRAILER):
        raise DerError
    if mask.oid != _MGF1 or mask.parameters is None or salt_length not in _SALT_OCTETS:
        raise DerError
    return (read_algorithm(given[0xA0]).oid, read_algorithm(mask.parameters).oid, salt_length)


def _gost(key_algorithm: str, public_key: bytes, signed: Signed) -> Code | None:
    """RFC 9215, 3 and 4: the key's length determines the digest; parameters are absent or NULL."""
    key, known, parameters = read_public_key(public_key), PARAMETERS[key_algorithm], signed.algorithm.parameters
    if key.curve is not known.curve or signed.digest not in (None, known.digest):
        return Code.ALGORITHM_UNSUPPORTED
    if parameters is not None and parameters.raw != _NULL:
        return Code.ALGORITHM_UNSUPPORTED
    good = verify_gost(key, DIGESTS[known.digest](signed.message), signed.signature)
    return None if good else Code.SIGNATURE_BROKEN


def _gost_signer(key_algorithm: str, public_key: bytes, signed: Signed) -> Code | None:
    """Only CMS may name the signature algorithm by the key's OID (RFC 4490, 3.2)."""
    return Code.ALGORITHM_UNSUPPORTED if signed.digest is None else _gost(key_algorithm, public_key, signed)


SCHEMES: dict[str, Callable[[bytes, Signed], Code | None]] = {
    "1.2.840.113549.1.1.1": partial(_rsa_pkcs1, None),
    "1.2.840.113549.1.1.11": partial(_rsa_pkcs1, SHA256),
    "1.2.840.113549.1.1.12": partial(_rsa_pkcs1, SHA384),
    "1.2.840.113549.1.1.13": partial(_rsa_pkcs1, SHA512),
    "1.2.840.113549.1.1.10": _rsa_pss,
    "1.2.840.10045.4.3.2": partial(_ecdsa, SHA256),
    "1.2.840.10045.4.3.3": partial(_ecdsa, SHA384),
    "1.2.840.10045.4.3.4": partial(_ecdsa, SHA512),
    "1.2.398.3.10.1.1.2.3.1": partial(_gost, KEY_256),
    "1.2.398.3.10.1.1.2.3.2": partial(_gost, KEY_512),
    KEY_256: partial(_gost_signer, KEY_256),
    KEY_512: partial(_gost_signer, KEY_512),
}
_RSA_KEY = "1.2.840.113549.1.1.1"
_KEY_OF = {name: _RSA_KEY for name in SCHEMES if name.startswith("1.2.840.113549.1.1.")}
_KEY_OF |= {name: _CURVE_KEY for name in SCHEMES if name.startswith("1.2.840.10045.4.3.")}
_KEY_OF |= {"1.2.398.3.10.1.1.2.3.1": KEY_256, "1.2.398.3.10.1.1.2.3.2": KEY_512}
