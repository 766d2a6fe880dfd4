"""CertID: identifies the certificate in a request and in its response (RFC 6960, 4.1.1)."""

import hashlib
from collections.abc import Callable
from typing import NamedTuple, Self

from auth.certificates.algorithms import DIGESTS, read_algorithm
from auth.certificates.certificate import Certificate
from auth.certificates.encoding.der import (
    INTEGER,
    NULL,
    OCTET_STRING,
    SEQUENCE,
    Element,
    Fields,
    bits,
    integer,
    read_only,
)
from auth.certificates.encoding.der_writing import encode, encode_integer, encode_oid

SHA1 = "1.3.14.3.2.26"


class CertId(NamedTuple):
    """`digest`: the OID of the hash algorithm of both hashes."""

    digest: str
    issuer_name_hash: bytes
    issuer_key_hash: bytes
    serial: int

    @classmethod
    def of(cls, certificate: Certificate, issuer: Certificate, digest: str) -> Self | None:
        """None when the hash is not supported."""
        hashed = _hash(digest)
        if hashed is None:
            return None
        return cls(digest, hashed(certificate.issuer), hashed(key_octets(issuer)), certificate.serial)

    @classmethod
    def read(cls, element: Element) -> Self:
        fields = Fields(element)
        digest = read_algorithm(fields.take(SEQUENCE)).oid
        name, key = fields.take(OCTET_STRING).body, fields.take(OCTET_STRING).body
        serial = integer(fields.take(INTEGER))
        fields.end()
        return cls(digest, name, key, serial)

    def encoded(self) -> bytes:
        algorithm = encode(SEQUENCE, encode_oid(self.digest), encode(NULL))
        hashes = (encode(OCTET_STRING, self.issuer_name_hash), encode(OCTET_STRING, self.issuer_key_hash))
        return encode(SEQUENCE, algorithm, *hashes, encode_integer(self.serial))


def key_octets(certificate: Certificate) -> bytes:
    """The subjectPublicKey without tag, length and the count of unused bits, as OCSP hashes it."""
    fields = Fields(read_only(certificate.public_key, SEQUENCE))
    fields.take(SEQUENCE)
    return bits(fields.take())


def sha1(octets: bytes) -> bytes:
    """Used as an identifier only (RFC 6960, 4.1.1): no trust rests on it."""
    return hashlib.sha1(octets, usedforsecurity=False).digest()


def _hash(digest: str) -> Callable[[bytes], bytes] | None:
    return sha1 if digest == SHA1 else DIGESTS.get(digest)
