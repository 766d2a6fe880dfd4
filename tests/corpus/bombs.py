"""Costly inputs of a megabyte, built to cost time or memory."""

from collections.abc import Callable
from typing import NamedTuple

from auth.certificates.encoding.der_writing import encode
from tests.corpus.certificates import crl_number, entry, extension, reason
from tests.corpus.messages import Cms, attached, attribute, content_info, signing_certificate
from tests.corpus.world import CITIZEN_SERIAL, COMMON_NAME, DOCUMENT, NOW, iin, leaf, world
from tests.corpus.writing import NULL, algorithm, explicit, integer, name, octets, oid, seq, set_of, utc_time, utf8

MEGABYTE = 1_000_000


class Bomb(NamedTuple):
    name: str
    family: str
    make: Callable[[], bytes]


def of_signature(label: str, make: Callable[[Cms], Cms | bytes]) -> Bomb:
    def made() -> bytes:
        found = make(world().cms)
        return found if isinstance(found, bytes) else found.der()

    return Bomb(label, "signature", made)


def of_certificate(label: str, **parts: Callable[[], object]) -> Bomb:
    """In a signature that is good but for it."""

    def made() -> bytes:
        plan = leaf(world().issuing, world().citizen.key, **{part: value() for part, value in parts.items()})
        return Cms(plan.der(), plan.key, DOCUMENT).der()

    return Bomb(label, "signature", made)


def of_list(label: str, make: Callable[[], bytes]) -> Bomb:
    return Bomb(label, "list", make)


def nested(tag: int, depth: int) -> bytes:
    return bytes((tag, 0x80)) * depth + b"\0\0" * depth


def closed_in(tag: int, depth: int) -> bytes:
    """Of definite lengths, from the inside outwards."""
    parts, size = [], 0
    for _ in range(depth):
        header = encode(tag, bytes(size))[: -size or None]
        parts.append(header)
        size += len(header)
    return b"".join(reversed(parts))


def slow_key(number: int) -> bytes:
    """The longest modulus for which OpenSSL takes any exponent, and an exponent as long."""
    modulus = (1 << 3072) - 2 * number - 1
    return seq(algorithm("1.2.840.113549.1.1.1", NULL), encode(3, b"\0", seq(integer(modulus), integer(modulus - 2))))


def slow_namesakes(cms: Cms) -> Cms:
    """Sixteen authorities of the issuer's name, each of whom may have signed; none has."""
    of = world()
    namesakes = [
        of.issuing.but(public_key=slow_key(number), serial=integer(100 + number), signature=bytes(256)).der()
        for number in range(15)
    ]
    forged = of.citizen.but(signature=(1 << 3070).to_bytes(384, "big")).der()
    return cms.but(certificate=forged, certificate_set=encode(0xA0, forged, *namesakes))


def many(member: bytes) -> bytes:
    return member * (MEGABYTE // len(member))


def base(*, entries: bytes = b"", extensions: bytes = b"") -> bytes:
    of = world().base
    return of.but(entries=(entries,), extensions=(crl_number(7), extensions)).der()


BOMBS = [
    of_signature("text", lambda _: b"a" * MEGABYTE),
    of_signature("zeros", lambda _: bytes(MEGABYTE)),
    of_signature("left open, 500,000 deep", lambda _: nested(0x30, MEGABYTE // 4)),
    of_signature("left open and never closed", lambda _: b"\x30\x80" * (MEGABYTE // 2)),
    of_signature("closed, 10,000 deep", lambda _: closed_in(0x30, 10_000)),
    of_signature("strings in strings", lambda cms: cms.but(content=explicit(0, nested(0x24, 200_000)))),
    of_signature(
        "content in a million segments", lambda cms: cms.but(content=explicit(0, encode(0x24, many(octets(b"a")))))
    ),
    of_signature("empty segments", lambda cms: cms.but(content=explicit(0, encode(0x24, many(octets(b"")))))),
    of_signature("length of 4 GB", lambda _: b"\x30\x84\xff\xff\xff\xff" + bytes(MEGABYTE)),
    of_signature("length of 126 octets", lambda _: b"\x30\xfe" + b"\xff" * 126 + bytes(MEGABYTE)),
    of_signature(
        "identifier of a megabyte",
        lambda cms: content_info(cms.signed_data(), "1.2").replace(
            b"\x06\x01\x2a", encode(6, b"\x8f" * MEGABYTE + b"\1")
        ),
    ),
    of_signature(
        "digest's identifier of a megabyte",
        lambda cms: cms.but(digest_algorithm=seq(encode(6, b"\x8f" * MEGABYTE + b"\1"))),
    ),
    of_signature(
        "serial number of a megabyte",
        lambda cms: cms.but(sid=seq(world().issuing.subject, encode(2, b"\x7f" * MEGABYTE))),
    ),
    of_signature("version of a megabyte", lambda cms: cms.but(version=encode(2, b"\x7f" * MEGABYTE))),
    of_signature("10,000 certificates", lambda cms: cms.but(certificate_set=encode(0xA0, seq(bytes(96)) * 10_000))),
    of_signature(
        "certificates that are good", lambda cms: cms.but(certificate_set=encode(0xA0, many(cms.certificate)))
    ),
    of_signature("500,000 empty certificates", lambda cms: cms.but(certificate_set=encode(0xA0, many(seq())))),
    of_signature(
        "100,000 attributes", lambda cms: cms.but(wire=lambda _: encode(0xA0, many(seq(oid("1.2.3"), set_of()))))
    ),
    of_signature(
        "attribute of 100,000 values", lambda cms: cms.attributed(more=seq(oid("1.2.3"), encode(0x31, many(NULL))))
    ),
    of_signature("100,000 signers", lambda cms: cms.but(signers=lambda one: encode(0x31, many(one)))),
    of_signature("empty signers", lambda cms: cms.but(signers=lambda _: encode(0x31, many(seq())))),
    of_signature("digests", lambda cms: cms.but(digests=encode(0x31, many(algorithm("1.2.3"))))),
    of_signature("unsigned attributes", lambda cms: cms.but(unsigned=encode(0xA1, many(attribute("unknown"))))),
    of_signature(
        "certificates named",
        lambda cms: cms.attributed(signing_certificate=signing_certificate(many(seq(octets(bytes(32)))))),
    ),
    of_signature("attached megabyte", lambda cms: cms.but(content=attached(bytes(MEGABYTE)))),
    of_signature("signature value of a megabyte", lambda cms: cms.but(signature=lambda _: octets(bytes(MEGABYTE)))),
    of_signature(
        "armour of a megabyte",
        lambda _: b"-----BEGIN CMS-----\n" + b"AAAA\n" * (MEGABYTE // 5) + b"-----END CMS-----\n",
    ),
    of_signature("armour without an end", lambda _: b"-----BEGIN CMS-----\n" * (MEGABYTE // 20)),
    of_signature("blanks before armour", lambda _: b" " * MEGABYTE + b"-----BEGIN CMS-----"),
    of_signature("beginnings of armour", lambda _: b"-----BEGIN " + b"A" * MEGABYTE),
    of_signature("fifteen namesakes with slow keys", slow_namesakes),
    of_certificate(
        "common name of a megabyte", subject=lambda: name((COMMON_NAME, utf8("A" * MEGABYTE)), iin("IIN880214300421"))
    ),
    of_certificate(
        "name of 50,000 parts", subject=lambda: encode(0x30, many(set_of(seq(oid(COMMON_NAME), utf8("A")))))
    ),
    of_certificate("serial number of a megabyte in it", serial=lambda: encode(2, b"\x7f" * MEGABYTE)),
    of_certificate("50,000 extensions", more_extensions=lambda: many(extension("unknown", NULL))),
    of_certificate(
        "policies of a megabyte", more_extensions=lambda: extension("policies", seq(many(seq(oid("1.2.398.3.3.2.3")))))
    ),
    of_certificate(
        "names permitted",
        more_extensions=lambda: extension(
            "name constraints", seq(explicit(0, many(seq(encode(0x82, b"a"))))), critical=True
        ),
    ),
    of_certificate(
        "key of a megabyte",
        public_key=lambda: seq(
            algorithm("1.2.840.113549.1.1.1", NULL),
            encode(3, b"\0", seq(integer((1 << 7_999_999) | 1), integer(65537))),
        ),
    ),
    of_certificate(
        "exponent of a megabyte",
        public_key=lambda: seq(
            algorithm("1.2.840.113549.1.1.1", NULL),
            encode(3, b"\0", seq(integer((1 << 2047) | 1), integer((1 << 7_999_999) | 1))),
        ),
    ),
    of_list(
        "list of one certificate, 25,000 times",
        lambda: base(entries=many(entry(CITIZEN_SERIAL, utc_time(NOW), reason(1)))),
    ),
    of_list("list of empty entries", lambda: base(entries=many(seq()))),
    of_list(
        "list with a serial number of a megabyte",
        lambda: base(entries=seq(encode(2, b"\x7f" * MEGABYTE), utc_time(NOW))),
    ),
    of_list(
        "list whose number has a megabyte", lambda: base(extensions=extension("delta", encode(2, b"\x7f" * MEGABYTE)))
    ),
    of_list("list of extensions", lambda: base(extensions=many(extension("unknown", NULL)))),
    of_list("list, 500,000 deep", lambda: nested(0x30, MEGABYTE // 4)),
    Bomb("answer, 500,000 deep", "answer", lambda: nested(0x30, MEGABYTE // 4)),
    Bomb(
        "answer about nothing much",
        "answer",
        lambda: seq(encode(0x0A, b"\0"), explicit(0, seq(oid("1.3.6.1.5.5.7.48.1.1"), octets(seq(seq(many(seq()))))))),
    ),
    Bomb("answer with a status of a megabyte", "answer", lambda: seq(encode(0x0A, b"\x7f" * MEGABYTE))),
]
