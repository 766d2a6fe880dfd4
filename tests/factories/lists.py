"""Revocation lists made octet by octet, well-formed or not, of any size (RFC 5280, 5)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from auth.certificates.encoding.der import (
    BIT_STRING,
    BOOLEAN,
    ENUMERATED,
    GENERALIZED_TIME,
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    UTC_TIME,
)
from auth.certificates.encoding.der_writing import encode

Key = RSAPrivateKey | EllipticCurvePrivateKey
REASON, INVALIDITY_DATE, CERTIFICATE_ISSUER, UNKNOWN = 21, 24, 29, 99
ISSUING_DISTRIBUTION_POINT = 28
_ALGORITHMS = {
    RSAPrivateKey: bytes.fromhex("300d06092a864886f70d01010b0500"),
    EllipticCurvePrivateKey: bytes.fromhex("300a06082a8648ce3d040302"),
}
DAY = timedelta(days=1)


def make_list(
    issuer: bytes,
    key: Key,
    now: datetime,
    *,
    entries: Iterable[bytes] = (),
    number: int = 1,
    base: int | None = None,
    lasts: timedelta = DAY,
    extensions: Iterable[bytes] = (),
) -> bytes:
    """Return a signed list in DER. `issuer` is a Name; with `base`, a complete list's number, it is a delta."""
    algorithm = next(octets for kind, octets in _ALGORITHMS.items() if isinstance(key, kind))
    listed = encode(SEQUENCE, *entries)
    told = [
        extension(20, integer(number)),
        *([extension(27, integer(base), critical=True)] if base is not None else ()),
        *extensions,
    ]
    tbs = encode(
        SEQUENCE,
        integer(1),
        algorithm,
        issuer,
        time(now),
        time(now + lasts),
        listed if len(listed) > 2 else b"",
        encode(0xA0, encode(SEQUENCE, *told)),
    )
    if isinstance(key, RSAPrivateKey):
        signature = key.sign(tbs, PKCS1v15(), SHA256())
    else:
        signature = key.sign(tbs, ECDSA(SHA256()))
    return encode(SEQUENCE, tbs, algorithm, encode(BIT_STRING, b"\0", signature))


def entry(serial: int, revoked_at: datetime, reason: int | None = None, *extensions: bytes) -> bytes:
    told = [*([extension(REASON, encode(ENUMERATED, bytes((reason,))))] if reason is not None else ()), *extensions]
    return encode(SEQUENCE, integer(serial), time(revoked_at), encode(SEQUENCE, *told) if told else b"")


def extension(last_arc: int, value: bytes, *, critical: bool = False) -> bytes:
    """Return an extension of the arc id-ce, 2.5.29."""
    name = encode(OBJECT_IDENTIFIER, bytes((0x55, 0x1D, last_arc)))
    return encode(SEQUENCE, name, encode(BOOLEAN, b"\xff") if critical else b"", encode(OCTET_STRING, value))


def integer(value: int) -> bytes:
    return encode(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def time(moment: datetime) -> bytes:
    """Return the time as UTCTime until 2049, as RFC 5280, 5.1.2.4 demands."""
    if 1950 <= moment.year < 2050:
        return encode(UTC_TIME, f"{moment:%y%m%d%H%M%SZ}".encode())
    return encode(GENERALIZED_TIME, f"{moment.year:04}{moment:%m%d%H%M%SZ}".encode())
