"""Kinds of SignedData: what it holds, who signed, and how it is encoded (RFC 5652, 3 to 5 and 10)."""

import base64
import codecs

from auth.certificates.codes import Code
from auth.certificates.encoding.der_writing import encode, encode_set
from tests.corpus.kinds import VALID, of_cms
from tests.corpus.messages import (
    SIGNED_DATA,
    TIME_STAMP_INFO,
    Cms,
    attached,
    attribute,
    content_info,
    in_segments,
)
from tests.corpus.world import DOCUMENT, ISSUING_NAME, OTHER_DOCUMENT, ROOT_NAME, world
from tests.corpus.writing import explicit, implicit, indefinite, integer, long_length, octets, oid, seq, set_of

ENVELOPED = "1.2.840.113549.1.7.3"
KEY_IDENTIFIER = implicit(0, b"citizen's key")


def pem(der: bytes, label: str = "CMS", end: str = "\n", headers: str = "") -> bytes:
    lines = base64.encodebytes(der).decode().replace("\n", end)
    return f"-----BEGIN {label}-----{end}{headers}{lines}-----END {label}-----{end}".encode()


def in_ber(cms: Cms) -> bytes:
    """Lengths left open wherever RFC 5652 lets them be: everywhere but in what is signed (5.3)."""
    signer = list_of_members(cms.signer_info())
    content = indefinite(0xA0, [indefinite(0x24, [octets(DOCUMENT[:9]), octets(DOCUMENT[9:])])])
    signed = [
        cms.version,
        indefinite(0x31, [cms.named_digest()]),
        indefinite(0x30, [oid(cms.content_type), content]),
        indefinite(0xA0, [cms.certificate]),
        indefinite(0x31, [indefinite(0x30, signer)]),
    ]
    return indefinite(0x30, [oid(SIGNED_DATA), indefinite(0xA0, [indefinite(0x30, signed)])])


def list_of_members(element: bytes) -> list[bytes]:
    from auth.certificates.encoding.der import read_only

    return [child.raw for child in read_only(element).children()]


def with_certificates(cms: Cms, *others: bytes) -> Cms:
    return cms.but(certificate_set=encode_set(0xA0, [cms.certificate, *others]))


def of_another(serial: int, issuer: bytes = ISSUING_NAME) -> bytes:
    return seq(issuer, integer(serial))


def unsigned(*attributes: bytes) -> bytes:
    return encode_set(0xA1, list(attributes))


SIGNERS = [
    of_cms("detached", VALID, "RFC 5652, 5.4", lambda cms: cms),
    of_cms("no SignerInfo", Code.NO_SIGNER, "RFC 5652, 5.1", lambda cms: cms.but(signers=lambda _: set_of())),
    of_cms(
        "two SignerInfos",
        Code.SEVERAL_SIGNERS,
        "R-10.5",
        lambda cms: cms.but(
            signers=lambda one: set_of(one, cms.but(unsigned=unsigned(attribute("unknown", b"\x05\x00"))).signer_info())
        ),
    ),
    of_cms(
        "one SignerInfo twice", Code.SEVERAL_SIGNERS, "R-10.5", lambda c: c.but(signers=lambda one: set_of(one, one))
    ),
    of_cms(
        "certificate of the signer absent",
        Code.NO_CERTIFICATE,
        "RFC 5652, 5.1",
        lambda cms: cms.but(certificates=(world().issuing.der(),)),
    ),
    of_cms("no certificates at all", Code.NO_CERTIFICATE, "RFC 5652, 5.1", lambda cms: cms.but(certificate_set=b"")),
    of_cms(
        "empty set of certificates", Code.NO_CERTIFICATE, "RFC 5652, 5.1", lambda c: c.but(certificate_set=b"\xa0\0")
    ),
    of_cms("other serial number", Code.NO_CERTIFICATE, "RFC 5652, 5.3", lambda cms: cms.but(sid=of_another(1002))),
    of_cms("other issuer", Code.NO_CERTIFICATE, "RFC 5652, 5.3", lambda cms: cms.but(sid=of_another(1001, ROOT_NAME))),
    of_cms(
        "serial number in more octets than it needs",
        Code.NOT_A_SIGNATURE,
        "X.690, 8.3.2",
        lambda cms: cms.but(sid=seq(ISSUING_NAME, encode(0x02, b"\x00\x00\x03\xe9"))),
    ),
    of_cms(
        "signer by key identifier",
        VALID,
        "RFC 5652, 5.3",
        lambda cms: cms.but(sid=KEY_IDENTIFIER, signer_version=integer(3), version=integer(3)),
    ),
    of_cms("key identifier in version 1", VALID, "RFC 5652, 5.3", lambda cms: cms.but(sid=KEY_IDENTIFIER)),
    of_cms(
        "other key identifier",
        Code.NO_CERTIFICATE,
        "RFC 5652, 5.3",
        lambda cms: cms.but(sid=implicit(0, b"another's key"), signer_version=integer(3), version=integer(3)),
    ),
    of_cms("SignedData of version 99", Code.NOT_A_SIGNATURE, "RFC 5652, 10.2.5", lambda c: c.but(version=integer(99))),
    of_cms(
        "SignerInfo of version 99",
        Code.NOT_A_SIGNATURE,
        "RFC 5652, 10.2.5",
        lambda c: c.but(signer_version=integer(99)),
    ),
    of_cms(
        "the issuing authority's certificate beside it",
        VALID,
        "RFC 5652, 5.1",
        lambda cms: with_certificates(cms, world().issuing.der()),
    ),
    of_cms(
        "the same certificate twice", VALID, "RFC 5652, 10.2.3", lambda cms: with_certificates(cms, cms.certificate)
    ),
    of_cms(
        "attribute certificate beside it",
        VALID,
        "RFC 5652, 10.2.2",
        lambda cms: with_certificates(cms, explicit(2, seq(integer(1)))).but(version=integer(4)),
    ),
    of_cms(
        "element of a high tag number beside it",
        Code.NOT_A_SIGNATURE,
        "RFC 5652, 10.2.2",
        lambda cms: with_certificates(cms, b"\xbf\x1f\x02\x05\x00"),
    ),
    of_cms("lists beside it", VALID, "RFC 5652, 10.2.1", lambda cms: cms.but(crls=explicit(1, world().base.der()))),
    of_cms(
        "counter-signature",
        VALID,
        "RFC 5652, 11.4",
        lambda cms: cms.but(unsigned=unsigned(attribute("counter-signature", cms.but(document=b"").signer_info()))),
    ),
    of_cms(
        "time-stamp that is none",
        VALID,
        "RFC 5652, 5.3",
        lambda cms: cms.but(unsigned=unsigned(attribute("time-stamp", octets(b"no token")))),
    ),
    of_cms(
        "60 KB of unsigned attributes",
        VALID,
        "RFC 5652, 5.3",
        lambda cms: cms.but(unsigned=unsigned(attribute("unknown", octets(bytes(60_000))))),
    ),
]

CONTENT = [
    of_cms("attached", VALID, "RFC 5652, 5.2", lambda cms: cms.but(content=attached(DOCUMENT))),
    of_cms("attached in segments", VALID, "X.690, 8.7.3", lambda cms: cms.but(content=in_segments(DOCUMENT))),
    of_cms(
        "another document attached",
        Code.ATTACHED_DIFFERS,
        "RFC 5652, 5.2",
        lambda cms: cms.but(document=OTHER_DOCUMENT, content=attached(OTHER_DOCUMENT)),
    ),
    of_cms(
        "another document attached than signed",
        Code.ATTACHED_DIFFERS,
        "RFC 5652, 5.4",
        lambda cms: cms.but(content=attached(OTHER_DOCUMENT)),
    ),
    of_cms("nothing attached", Code.ATTACHED_DIFFERS, "RFC 5652, 5.4", lambda cms: cms.but(content=attached(b""))),
    of_cms(
        "attached in a SEQUENCE",
        Code.NOT_A_SIGNATURE,
        "RFC 5652, 5.2",
        lambda cms: cms.but(content=explicit(0, seq(octets(DOCUMENT)))),
    ),
    of_cms("of a time-stamp", Code.NOT_A_SIGNATURE, "RFC 3161, 2.4.2", lambda c: c.but(content_type=TIME_STAMP_INFO)),
    of_cms(
        "signature of a signature",
        Code.NOT_A_SIGNATURE,
        "RFC 5652, 5.2",
        lambda cms: cms.but(content_type=SIGNED_DATA, content=explicit(0, octets(cms.der()))),
    ),
    of_cms("enveloped", Code.NOT_A_SIGNATURE, "RFC 5652, 6", lambda cms: content_info(cms.signed_data(), ENVELOPED)),
    of_cms("no ContentInfo around it", Code.NOT_A_SIGNATURE, "RFC 5652, 3", lambda cms: cms.signed_data()),
]

ENCODING = [
    of_cms("BER throughout", VALID, "RFC 5652, 5.1", in_ber),
    of_cms("longer lengths than needed", VALID, "X.690, 8.1.3.5", lambda cms: long_length(cms.der())),
    of_cms(
        "signature value in segments",
        VALID,
        "X.690, 8.7.3",
        lambda cms: cms.but(signature=lambda value: encode(0x24, octets(value[:100]), octets(value[100:]))),
    ),
    of_cms("zeros behind it", Code.NOT_A_SIGNATURE, "RFC 5652, 3", lambda cms: cms.der() + bytes(4)),
    of_cms("another one behind it", Code.NOT_A_SIGNATURE, "RFC 5652, 3", lambda cms: cms.der() + cms.der()),
    of_cms(
        "a field more in ContentInfo",
        Code.NOT_A_SIGNATURE,
        "RFC 5652, 3",
        lambda cms: seq(oid(SIGNED_DATA), explicit(0, cms.signed_data()), octets(b"")),
    ),
    of_cms(
        "a field more in SignedData",
        Code.NOT_A_SIGNATURE,
        "RFC 5652, 5.1",
        lambda cms: content_info(seq(*list_of_members(cms.signed_data()), octets(b""))),
    ),
    of_cms("cut short", Code.NOT_A_SIGNATURE, "RFC 5652, 3", lambda cms: cms.der()[:-1]),
    of_cms("cut in half", Code.NOT_A_SIGNATURE, "RFC 5652, 3", lambda cms: cms.der()[: len(cms.der()) // 2]),
    of_cms("PEM of CMS", VALID, "RFC 7468, 9", lambda cms: pem(cms.der())),
    of_cms("PEM of PKCS7", VALID, "RFC 7468, 8", lambda cms: pem(cms.der(), "PKCS7")),
    of_cms("PEM with CR LF", VALID, "RFC 7468, 3", lambda cms: pem(cms.der(), end="\r\n")),
    of_cms("PEM of a certificate", Code.NOT_A_SIGNATURE, "RFC 7468, 5", lambda cms: pem(cms.der(), "CERTIFICATE")),
    of_cms("PEM with headers", Code.NOT_A_SIGNATURE, "RFC 7468, 2", lambda c: pem(c.der(), headers="Proc-Type: 4\n\n")),
    of_cms("two blocks of PEM", Code.NOT_A_SIGNATURE, "RFC 7468, 2", lambda cms: pem(cms.der()) + pem(cms.der())),
    of_cms("PEM without an end", Code.NOT_A_SIGNATURE, "RFC 7468, 3", lambda cms: pem(cms.der())[:-20]),
    of_cms("base64 without armour", VALID, "RFC 4648, 4", lambda cms: base64.b64encode(cms.der())),
    of_cms("base64 cut short", Code.NOT_A_SIGNATURE, "RFC 4648, 4", lambda cms: base64.b64encode(cms.der())[:-40]),
    of_cms("PEM after a byte order mark", VALID, "RFC 7468, 2", lambda cms: codecs.BOM_UTF8 + pem(cms.der())),
    of_cms("PEM in UTF-16", VALID, "RFC 7468, 2", lambda cms: pem(cms.der()).decode().encode("utf-16")),
    of_cms("empty", Code.NOT_A_SIGNATURE, "RFC 5652, 3", lambda _: b""),
    of_cms("text", Code.NOT_A_SIGNATURE, "RFC 5652, 3", lambda _: b"I agree."),
    of_cms("certificate alone", Code.NOT_A_SIGNATURE, "RFC 5652, 3", lambda cms: cms.certificate),
]

KINDS = [*SIGNERS, *CONTENT, *ENCODING]
