"""Write SignedData of one signer (RFC 5652, 5; ETSI EN 319 122-1, 6.3), in NCALayer's form."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from auth.certificates.certificate import read_certificate
from auth.certificates.encoding.der import SET
from auth.certificates.encoding.der_writing import encode, encode_set
from portal.simulators.authority.der_forms import explicit, integer, octet_string, oid, sequence, time
from portal.simulators.authority.keys import PrivateKey, digest_of, sign_message, signature_algorithm

DATA = "1.2.840.113549.1.7.1"
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_TIME = (f"1.2.840.113549.1.9.{last}" for last in (3, 4, 5))
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"


class KeyAndCertificate(NamedTuple):
    """A key and its certificate in DER."""

    key: PrivateKey
    certificate: bytes


def signed_data(
    content: bytes,
    signer: KeyAndCertificate,
    certificates: Sequence[bytes],
    at: datetime,
    *,
    content_type: str = DATA,
    enclose: bool = False,
) -> bytes:
    """A ContentInfo with these certificates (DER). `enclose`: with the content inside."""
    digest = digest_of(signer.key)
    enclosed = explicit(0, octet_string(content)) if enclose else b""
    signer_info = _signer_info(digest.of(content), signer, at, content_type)
    version = integer(1 if content_type == DATA else 3)
    signed = sequence(
        version,
        encode(SET, digest.algorithm),
        sequence(oid(content_type), enclosed),
        encode_set(0xA0, list(certificates)) if certificates else b"",
        encode(SET, signer_info),
    )
    return sequence(oid(_SIGNED_DATA), explicit(0, signed))


def _signer_info(digest: bytes, signer: KeyAndCertificate, at: datetime, content_type: str) -> bytes:
    attributes = [
        _attribute(_CONTENT_TYPE, oid(content_type)),
        _attribute(_SIGNING_TIME, time(at)),
        _attribute(_SIGNING_CERTIFICATE_V2, _certificate_id(signer.certificate)),
        _attribute(_MESSAGE_DIGEST, octet_string(digest)),
    ]
    return sequence(
        integer(1),
        _issuer_and_serial(signer.certificate),
        digest_of(signer.key).algorithm,
        encode_set(0xA0, attributes),
        signature_algorithm(signer.key),
        octet_string(sign_message(signer.key, encode_set(SET, attributes))),
    )


def _attribute(kind: str, value: bytes) -> bytes:
    return sequence(oid(kind), encode(SET, value))


def _certificate_id(certificate: bytes) -> bytes:
    """ESSCertIDv2 with the default SHA-256, without issuer and serial number (RFC 5035, 4)."""
    return sequence(sequence(sequence(octet_string(hashlib.sha256(certificate).digest()))))


def _issuer_and_serial(certificate: bytes) -> bytes:
    read = read_certificate(certificate)
    assert read is not None  # noqa: S101 -- made by this package
    return sequence(read.issuer, integer(read.serial))
