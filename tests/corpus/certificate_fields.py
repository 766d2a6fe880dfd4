"""Kinds of the signer's certificate: its fields, its key and how it is encoded (RFC 5280, 4.1)."""

from collections.abc import Callable
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from auth.certificates.codes import Code
from auth.certificates.encoding.der_writing import encode
from tests.corpus.certificates import CertificatePlan, validity
from tests.corpus.keys import RSA_ENCRYPTION, Key, ec_key, ed25519_key, rsa_key
from tests.corpus.kinds import VALID, Kind, case, of_certificate, signed_by
from tests.corpus.messages import Cms
from tests.corpus.world import (
    DAY,
    DOCUMENT,
    NOW,
    YEAR,
    World,
    list_of,
    stranger_key,
    world,
)
from tests.corpus.writing import (
    NULL,
    algorithm,
    bits,
    generalized_time,
    implicit,
    indefinite,
    integer,
    name,
    oid,
    seq,
    utc_time,
)

Change = Callable[[CertificatePlan], CertificatePlan]
SINCE, UNTIL = utc_time(NOW - DAY), utc_time(NOW + YEAR)


def lasting(since: bytes, until: bytes) -> Change:
    return lambda leaf: leaf.but(validity=seq(since, until))


def written(form: str, tag: int = 0x17) -> bytes:
    return encode(tag, form.encode())


def numbered(number: int) -> Change:
    return lambda leaf: leaf.but(serial=integer(number))


def with_key(key: Callable[[], Key]) -> Change:
    return lambda leaf: leaf.but(key=key())


def with_public_key(public_key: Callable[[], bytes]) -> Change:
    """The signature is of the good key, which nobody can know."""
    return lambda leaf: leaf.but(public_key=public_key())


def rsa_public(modulus: int, exponent: int) -> bytes:
    return seq(algorithm(RSA_ENCRYPTION, NULL), bits(seq(integer(modulus), integer(exponent))))


def even_exponent() -> bytes:
    return rsa_public(rsa_key(3).private.private_numbers().public_numbers.n, 65536)  # type: ignore[union-attr]


def explicit_curve() -> bytes:
    """P-256 by its parameters (RFC 3279, 2.3.5), which RFC 5480 forbids."""
    field = 2**256 - 2**224 + 2**192 + 2**96 - 1
    b = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    base = ec.derive_private_key(1, ec.SECP256R1()).public_key()
    curve = seq(encode(4, (field - 3).to_bytes(32, "big")), encode(4, b.to_bytes(32, "big")))
    prime_field = seq(oid("1.2.840.10045.1.1"), integer(field))
    parameters = seq(integer(1), prime_field, curve, encode(4, point(base)), integer(order), integer(1))
    return seq(algorithm("1.2.840.10045.2.1", parameters), bits(point(ec_key(4).private.public_key())))


def point(key: object, form: PublicFormat = PublicFormat.UncompressedPoint) -> bytes:
    return key.public_bytes(Encoding.X962, form)  # type: ignore[attr-defined, no-any-return]


def on_p256(octets: bytes) -> bytes:
    return seq(algorithm("1.2.840.10045.2.1", oid("1.2.840.10045.3.1.7")), bits(octets))


def compressed(leaf: CertificatePlan) -> CertificatePlan:
    key = ec_key(4)
    octets = point(key.private.public_key(), PublicFormat.CompressedPoint)
    return leaf.but(key=key, public_key=on_p256(octets))


def tampered(of: World) -> bytes:
    """A letter of the surname, after it was signed."""
    der = of.citizen.der()
    return Cms(der.replace("ТӨЛЕ".encode(), "ТӨЛИ".encode()), of.citizen.key, DOCUMENT).der()


def in_ber(of: World) -> bytes:
    """Its outermost length left open; the signature over it names it as it was sent."""
    from auth.certificates.encoding.der import read_only

    members = [child.raw for child in read_only(of.citizen.der()).children()]
    return Cms(indefinite(0x30, members), of.citizen.key, DOCUMENT).der()


def self_signed(leaf: CertificatePlan) -> CertificatePlan:
    return leaf.but(issuer=leaf.subject, signer=leaf.key)


TIMES = [
    of_certificate("good certificate", VALID, "RFC 5280, 6.1", lambda leaf: leaf),
    of_certificate(
        "expired",
        Code.EXPIRED,
        "RFC 5280, 6.1.3 (a) (2)",
        lambda leaf: leaf.but(validity=validity(NOW - YEAR, NOW - timedelta(seconds=1))),
    ),
    of_certificate("to its last second", VALID, "RFC 5280, 4.1.2.5", lasting(SINCE, utc_time(NOW))),
    of_certificate(
        "not yet valid",
        Code.NOT_YET_VALID,
        "RFC 5280, 6.1.3 (a) (2)",
        lambda leaf: leaf.but(validity=validity(NOW + timedelta(seconds=1), NOW + YEAR)),
    ),
    of_certificate(
        "from after it ends", Code.EXPIRED, "RFC 5280, 4.1.2.5", lasting(utc_time(NOW + DAY), utc_time(NOW - DAY))
    ),
    of_certificate("without an end", VALID, "RFC 5280, 4.1.2.5", lasting(SINCE, written("99991231235959Z", 0x18))),
    of_certificate(
        "time of four digits before 2050", VALID, "RFC 5280, 4.1.2.5", lasting(SINCE, generalized_time(NOW + YEAR))
    ),
    of_certificate(
        "time of another zone", Code.NO_CERTIFICATE, "RFC 5280, 4.1.2.5.1", lasting(written("261121120000+0500"), UNTIL)
    ),
    of_certificate(
        "time without seconds", Code.NO_CERTIFICATE, "RFC 5280, 4.1.2.5.1", lasting(written("2611211200Z"), UNTIL)
    ),
    of_certificate(
        "time with a fraction",
        Code.NO_CERTIFICATE,
        "RFC 5280, 4.1.2.5.2",
        lasting(SINCE, written("20271122120000.5Z", 0x18)),
    ),
    of_certificate(
        "time of the 31st of February", Code.NO_CERTIFICATE, "X.680, 46", lasting(written("260231120000Z"), UNTIL)
    ),
]

FIELDS = [
    of_certificate("serial number negative", VALID, "RFC 5280, 4.1.2.2", numbered(-1001)),
    of_certificate("serial number 0", VALID, "RFC 5280, 4.1.2.2", numbered(0)),
    of_certificate("serial number of 20 octets", VALID, "RFC 5280, 4.1.2.2", numbered(2**159 - 1)),
    of_certificate("serial number of 40 octets", Code.REVOCATION_UNKNOWN, "RFC 5280, 4.1.2.2", numbered(2**319 - 1)),
    of_certificate(
        "version 1 with extensions", Code.NO_CERTIFICATE, "RFC 5280, 4.1.2.9", lambda leaf: leaf.but(version=b"")
    ),
    of_certificate(
        "version 1", Code.WRONG_ROLE, "RFC 5280, 4.2.1.12", lambda leaf: leaf.but(version=b"", extensions={})
    ),
    of_certificate(
        "unique identifiers",
        VALID,
        "RFC 5280, 4.1.2.8",
        lambda leaf: leaf.but(unique_ids=implicit(1, b"\0\1") + implicit(2, b"\0\2")),
    ),
    of_certificate("issuer empty", Code.UNKNOWN_ISSUER, "RFC 5280, 4.1.2.4", lambda leaf: leaf.but(issuer=name())),
    of_certificate(
        "another algorithm outside than inside",
        Code.NO_CERTIFICATE,
        "RFC 5280, 4.1.1.2",
        lambda leaf: leaf.but(algorithm=world().issuing.key.algorithm("sha512"), outer=leaf.signer.algorithm()),
    ),
    of_certificate(
        "algorithm with NULL inside, without outside",
        VALID,
        "RFC 5280, 4.1.1.2",
        lambda leaf: leaf.but(outer=algorithm("1.2.840.113549.1.1.11")),
    ),
    of_certificate("signed with SHA-1", Code.WEAK_DIGEST, "RFC 6194, 3.1", lambda leaf: leaf.but(digest="sha1")),
    of_certificate("signed with MD5", Code.WEAK_DIGEST, "RFC 6151, 2", lambda leaf: leaf.but(digest="md5")),
    of_certificate(
        "signed by nobody", Code.UNKNOWN_ISSUER, "RFC 5280, 6.1.3 (a) (1)", lambda leaf: leaf.but(signature=b"")
    ),
    of_certificate(
        "signed by a stranger in the issuer's name",
        Code.UNKNOWN_ISSUER,
        "RFC 5280, 6.1.3 (a) (1)",
        lambda leaf: leaf.but(signer=stranger_key()),
    ),
    of_certificate("signed by itself", Code.UNKNOWN_ISSUER, "RFC 5280, 6.1", self_signed),
    of_certificate(
        "signed by itself in the issuer's name",
        Code.UNKNOWN_ISSUER,
        "RFC 5280, 6.1.3 (a) (1)",
        lambda leaf: leaf.but(signer=leaf.key),
    ),
    Kind("altered", Code.UNKNOWN_ISSUER, "RFC 5280, 6.1.3 (a) (1)", lambda of: case(tampered(of))),
    Kind("certificate in BER", Code.NO_CERTIFICATE, "RFC 5280, 4.1", lambda of: case(in_ber(of))),
    Kind(
        "serial number revoked",
        Code.REVOKED,
        "RFC 5280, 6.3.3 (j)",
        lambda of: signed_by(of.citizen.but(serial=integer(9001))),
    ),
    Kind(
        "issued by the root itself",
        VALID,
        "RFC 5280, 6.1",
        lambda of: signed_by(
            of.citizen.but(issuer=of.root.subject, signer=of.root.key),
            of.issuing,
            lists=(list_of(of.root, 3), list_of(of.issuing, 7)),
        ),
    ),
]

KEYS = [
    of_certificate("key of RSA of 1024 bits", Code.WEAK_KEY, "TS 119 312, 6.2", with_key(lambda: rsa_key(5, 1024))),
    of_certificate("key of RSA with exponent 3", VALID, "RFC 8017, 3.1", with_key(lambda: rsa_key(3, 2048, 3))),
    of_certificate(
        "key of RSA with an even exponent", Code.ALGORITHM_UNSUPPORTED, "RFC 8017, 3.1", with_public_key(even_exponent)
    ),
    of_certificate(
        "key of RSA of 16384 bits",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 8017, 3.1",
        with_public_key(lambda: rsa_public(2**16384 - 1, 65537)),
    ),
    of_certificate(
        "key of RSA with modulus 0",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 8017, 3.1",
        with_public_key(lambda: rsa_public(0, 65537)),
    ),
    of_certificate("key of P-384", VALID, "RFC 5480, 2.1.1.1", with_key(lambda: ec_key(6, ec.SECP384R1()))),
    of_certificate(
        "key of a curve not checked here",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 5753, 7.1",
        with_key(lambda: ec_key(7, ec.SECP256K1())),
    ),
    of_certificate(
        "key of a curve by its parameters",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 5480, 2.1.1",
        lambda leaf: leaf.but(key=ec_key(4), public_key=explicit_curve()),
    ),
    of_certificate("key of a curve, compressed", VALID, "RFC 5480, 2.2", compressed),
    of_certificate(
        "key that is no point of its curve",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 5480, 2.2",
        lambda leaf: leaf.but(key=ec_key(4), public_key=on_p256(b"\x04" + bytes(63) + b"\x01")),
    ),
    of_certificate("key of Ed25519", Code.ALGORITHM_UNSUPPORTED, "RFC 8419, 3", with_key(ed25519_key)),
    of_certificate(
        "key that is none",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 5280, 4.1.2.7",
        with_public_key(lambda: seq(algorithm(RSA_ENCRYPTION, NULL), bits(b""))),
    ),
]

KINDS = [*TIMES, *FIELDS, *KEYS]
