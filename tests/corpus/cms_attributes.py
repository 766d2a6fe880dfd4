"""Kinds of signed attributes (RFC 5652, 5.3, 5.4 and 11; RFC 5035)."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from auth.certificates.codes import Code
from auth.certificates.encoding.der_writing import encode, encode_set
from tests.corpus.keys import (
    DIGESTS,
)
from tests.corpus.kinds import VALID, of_cms
from tests.corpus.messages import DATA, TIME_STAMP_INFO, Cms, attribute, ess_id, signing_certificate
from tests.corpus.world import (
    DOCUMENT,
    ISSUING_NAME,
    NOW,
    OTHER_DOCUMENT,
    ROOT_NAME,
    YEAR,
    world,
)
from tests.corpus.writing import NULL, algorithm, explicit, indefinite, integer, long_length, octets, oid, seq, utc_time

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SALT = bytes(range(32))
Block = Callable[[bytes], bytes]


def backwards(attributes: list[bytes]) -> bytes:
    return encode(0xA0, *sorted(attributes, reverse=True))


def left_open(attributes: list[bytes]) -> bytes:
    return indefinite(0xA0, sorted(attributes))


def sorted_of(wire: bytes) -> bytes:
    """The DER that a strict signer means."""
    from auth.certificates.encoding.der import read_only

    return encode_set(0x31, [child.raw for child in read_only(wire).children()])


def time(moment: datetime) -> bytes:
    return attribute("signing time", utc_time(moment))


def digest_of(document: bytes, digest: str = "sha256") -> bytes:
    return octets(hashlib.new(digest, document).digest())


def serial_of(issuer: bytes, serial: int) -> bytes:
    """IssuerSerial (RFC 5035, 4)."""
    return seq(seq(explicit(4, issuer)), integer(serial))


def naming(ids: Callable[[bytes], list[bytes]]) -> Callable[[Cms], Cms]:
    """The attribute with these ids, made of the signer's certificate."""
    return lambda cms: cms.attributed(signing_certificate=signing_certificate(*ids(cms.certificate)))


def of_its_authority() -> bytes:
    return ess_id(world().issuing.der())


def first_version(cms: Cms) -> bytes:
    """SigningCertificate of RFC 2634, which knows SHA-1 alone."""
    sha1 = hashlib.sha1(cms.certificate).digest()  # noqa: S324 -- what it is defined by
    return attribute("signing certificate", seq(seq(seq(octets(sha1)))))


def protecting(digest: str) -> bytes:
    """CMSAlgorithmProtection (RFC 6211)."""
    signed_by = encode(0xA1, world().citizen.key.algorithm(digest)[2:])
    return attribute("algorithm protection", seq(algorithm(DIGESTS[digest]), signed_by))


KINDS = [
    of_cms(
        "no signed attributes", Code.NOT_CADES, "EN 319 122-1, 5.1", lambda c: c.but(attributes={}, wire=lambda _: b"")
    ),
    of_cms(
        "signed attributes without any",
        Code.NOT_CADES,
        "RFC 5652, 5.3",
        lambda cms: cms.but(attributes={}, wire=lambda _: b"\xa0\x00"),
    ),
    of_cms("attributes unsorted, signed as sent", VALID, "RFC 5652, 5.4", lambda cms: cms.but(wire=backwards)),
    of_cms(
        "attributes unsorted, signed sorted",
        Code.SIGNATURE_BROKEN,
        "RFC 5652, 5.3",
        lambda cms: cms.but(wire=backwards, over=sorted_of),
    ),
    of_cms(
        "attributes in BER, signed in DER",
        Code.SIGNATURE_BROKEN,
        "RFC 5652, 5.3",
        lambda cms: cms.but(wire=left_open, over=sorted_of),
    ),
    of_cms(
        "attributes with a longer length than needed, signed in DER",
        Code.SIGNATURE_BROKEN,
        "RFC 5652, 5.3",
        lambda cms: cms.but(wire=lambda found: long_length(encode_set(0xA0, found)), over=sorted_of),
    ),
    of_cms("content type missing", Code.NOT_CADES, "RFC 5652, 11.1", lambda cms: cms.attributed(content_type=b"")),
    of_cms(
        "content type twice",
        Code.NOT_CADES,
        "RFC 5652, 11.1",
        lambda cms: cms.attributed(again=attribute("content type", oid(DATA))),
    ),
    of_cms(
        "content type with two values",
        Code.NOT_CADES,
        "RFC 5652, 11.1",
        lambda cms: cms.attributed(content_type=attribute("content type", oid(DATA), oid(TIME_STAMP_INFO))),
    ),
    of_cms(
        "content type of a time-stamp",
        Code.NOT_CADES,
        "RFC 5652, 11.1",
        lambda cms: cms.attributed(content_type=attribute("content type", oid(TIME_STAMP_INFO))),
    ),
    of_cms("message digest missing", Code.NOT_CADES, "RFC 5652, 11.2", lambda cms: cms.attributed(message_digest=b"")),
    of_cms(
        "message digest twice",
        Code.NOT_CADES,
        "RFC 5652, 11.2",
        lambda cms: cms.attributed(again=attribute("message digest", digest_of(OTHER_DOCUMENT))),
    ),
    of_cms(
        "message digest with two values",
        Code.NOT_CADES,
        "RFC 5652, 11.2",
        lambda cms: cms.attributed(
            message_digest=attribute("message digest", digest_of(DOCUMENT), digest_of(OTHER_DOCUMENT))
        ),
    ),
    of_cms(
        "message digest without a value",
        Code.NOT_CADES,
        "RFC 5652, 11.2",
        lambda cms: cms.attributed(message_digest=attribute("message digest")),
    ),
    of_cms(
        "message digest cut short",
        Code.OTHER_DOCUMENT,
        "RFC 5652, 11.2",
        lambda cms: cms.attributed(message_digest=attribute("message digest", octets(digest_of(DOCUMENT)[2:-1]))),
    ),
    of_cms("message digest of another document", Code.OTHER_DOCUMENT, "RFC 5652, 11.2", lambda c: c.but(document=b"")),
    of_cms("signing time, as it was", VALID, "RFC 5652, 11.3", lambda cms: cms.attributed(signing_time=time(NOW))),
    of_cms(
        "signing time in the future", VALID, "RFC 5652, 11.3", lambda c: c.attributed(signing_time=time(NOW + YEAR))
    ),
    of_cms(
        "signing time twice",
        Code.NOT_CADES,
        "RFC 5652, 11.3",
        lambda cms: cms.attributed(signing_time=time(NOW), again=time(NOW - YEAR)),
    ),
    of_cms(
        "signing certificate missing",
        Code.NOT_CADES,
        "EN 319 122-1, 5.2.2",
        lambda c: c.attributed(signing_certificate=b""),
    ),
    of_cms(
        "signing certificate of version 1 alone",
        Code.NOT_CADES,
        "RFC 5035, 5.4.1.1",
        lambda cms: cms.attributed(signing_certificate=first_version(cms)),
    ),
    of_cms(
        "signing certificate of both versions", VALID, "RFC 5035, 5.4", lambda c: c.attributed(first=first_version(c))
    ),
    of_cms(
        "signing certificate twice",
        Code.NOT_CADES,
        "RFC 5035, 5.4.1",
        lambda cms: cms.attributed(again=signing_certificate(of_its_authority())),
    ),
    of_cms("signing certificate of another", Code.NOT_CADES, "RFC 5035, 5.4", naming(lambda _: [ess_id(b"another")])),
    of_cms("signing certificate of nobody", Code.NOT_CADES, "RFC 5035, 5.4", naming(lambda _: [])),
    of_cms(
        "signing certificate second in its list",
        Code.NOT_CADES,
        "RFC 5035, 5.4",
        naming(lambda it: [of_its_authority(), ess_id(it)]),
    ),
    of_cms(
        "signing certificate with its authority's",
        VALID,
        "RFC 5035, 5.4",
        naming(lambda it: [ess_id(it), of_its_authority()]),
    ),
    of_cms("signing certificate by SHA-1", Code.WEAK_DIGEST, "RFC 6194, 3.1", naming(lambda it: [ess_id(it, "sha1")])),
    of_cms("signing certificate by SHA-512", VALID, "RFC 5035, 4", naming(lambda it: [ess_id(it, "sha512")])),
    of_cms(
        "signing certificate with issuer and serial number",
        VALID,
        "RFC 5035, 4",
        naming(lambda it: [ess_id(it, "sha256", serial_of(ISSUING_NAME, 1001))]),
    ),
    of_cms(
        "signing certificate with another's serial number",
        Code.NOT_CADES,
        "RFC 5035, 4",
        naming(lambda it: [ess_id(it, "sha256", serial_of(ISSUING_NAME, 1002))]),
    ),
    of_cms(
        "signing certificate with another's issuer",
        Code.NOT_CADES,
        "RFC 5035, 4",
        naming(lambda it: [ess_id(it, "sha256", serial_of(ROOT_NAME, 1001))]),
    ),
    of_cms(
        "signing certificate unsigned",
        Code.NOT_CADES,
        "RFC 5035, 5.4",
        lambda cms: cms.attributed(signing_certificate=b"").but(
            unsigned=encode_set(0xA1, [signing_certificate(ess_id(cms.certificate))])
        ),
    ),
    of_cms("unknown attribute", VALID, "RFC 5652, 5.3", lambda cms: cms.attributed(more=attribute("unknown", NULL))),
    of_cms("algorithm protection", VALID, "RFC 6211, 2", lambda cms: cms.attributed(more=protecting("sha256"))),
    of_cms(
        "algorithm protection of other algorithms",
        VALID,
        "RFC 5652, 5.3",
        lambda cms: cms.attributed(more=protecting("sha512")),
    ),
]
