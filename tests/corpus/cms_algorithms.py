"""Kinds of algorithms and of signature values (RFC 5652, 5.4 and 5.6; RFC 3370, 4056, 5753 and 8017)."""

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric import utils

from auth.certificates.codes import Code
from tests.corpus.keys import (
    DIGESTS,
    MGF1,
    RSA_PSS,
    ec_key,
    pkcs1_block,
    pss_block,
    pss_parameters,
)
from tests.corpus.kinds import VALID, of_cms
from tests.corpus.messages import Cms
from tests.corpus.world import (
    DOCUMENT,
    leaf,
    world,
)
from tests.corpus.writing import (
    NULL,
    algorithm,
    explicit,
    integer,
    long_length,
    octets,
    oid,
    seq,
    set_of,
)

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SALT = bytes(range(32))
Block = Callable[[bytes], bytes]


def hashed_by(digest: str) -> Callable[[Cms], Cms]:
    return lambda cms: cms.but(digest=digest)


def padded(block: Block, digest: str = "sha256") -> Callable[[Cms], Cms]:
    """PKCS #1 by hand."""
    return lambda cms: cms.but(digest=digest, sign=lambda key, message: key.sign_block(block(message)))


def pss(parameters: bytes, block: Block) -> Callable[[Cms], Cms]:
    named = algorithm(RSA_PSS, parameters)
    return lambda cms: cms.but(algorithm=named, sign=lambda key, message: key.sign_block(block(message)))


def salted(length: int, said: int | None = None) -> Callable[[Cms], Cms]:
    parameters = pss_parameters(salt=length if said is None else said)
    return pss(parameters, lambda message: pss_block(message, bytes(length)))


def damaged(change: Callable[[bytes], bytes]) -> Callable[[Cms], Cms]:
    return lambda cms: cms.but(signature=lambda value: octets(change(value)))


def by_curve(
    change: Callable[[int, int], tuple[int, int]] | None = None, digest: str = "sha256"
) -> Callable[[Cms], Cms]:
    """Signed with a key of P-256, r and s changed."""

    def change_value(value: bytes) -> bytes:
        r, s = utils.decode_dss_signature(value)
        return octets(seq(*map(integer, change(r, s))) if change else value)

    def made(cms: Cms) -> Cms:
        key = ec_key(4)
        return Cms(leaf(world().issuing, key).der(), key, DOCUMENT, digest, signature=change_value)

    return made


def high(r: int, s: int) -> tuple[int, int]:
    return r, max(s, P256_ORDER - s)


def low(r: int, s: int) -> tuple[int, int]:
    return r, min(s, P256_ORDER - s)


def at_infinity(r: int, s: int) -> tuple[int, int]:
    return 0, s


def over_the_order(r: int, s: int) -> tuple[int, int]:
    return r, s + P256_ORDER


def negative(r: int, s: int) -> tuple[int, int]:
    return r, s - P256_ORDER


def bare(value: bytes) -> bytes:
    """r and s one after the other, as other standards write them."""
    return b"".join(number.to_bytes(32, "big") for number in utils.decode_dss_signature(value))


def curve_value(change: Block) -> Callable[[Cms], Cms]:
    return lambda cms: by_curve()(cms).but(signature=lambda value: octets(change(value)))


DIGEST_KINDS = [
    of_cms("SHA-384", VALID, "RFC 5754, 2", hashed_by("sha384")),
    of_cms("SHA-512", VALID, "RFC 5754, 2", hashed_by("sha512")),
    of_cms("SHA-224", Code.WEAK_DIGEST, "TS 119 312, 5.2", hashed_by("sha224")),
    of_cms("SHA-1", Code.WEAK_DIGEST, "RFC 6194, 3.1", hashed_by("sha1")),
    of_cms("MD5", Code.WEAK_DIGEST, "RFC 6151, 2", hashed_by("md5")),
    of_cms("SHA-3", Code.ALGORITHM_UNSUPPORTED, "RFC 5754, 2", hashed_by("sha3_256")),
    of_cms(
        "unknown digest",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 5652, 10.1.1",
        lambda cms: cms.but(digest_algorithm=algorithm("1.2.398.3.3.99.3")),
    ),
    of_cms(
        "digest with NULL", VALID, "RFC 5754, 2", lambda c: c.but(digest_algorithm=algorithm(DIGESTS["sha256"], NULL))
    ),
    of_cms(
        "digests without the signer's",
        VALID,
        "RFC 5652, 5.1",
        lambda c: c.but(digests=set_of(algorithm(DIGESTS["sha1"]))),
    ),
    of_cms("no digests", VALID, "RFC 5652, 5.1", lambda cms: cms.but(digests=set_of())),
    of_cms(
        "algorithm of another digest",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 5754, 3.2",
        lambda c: c.but(algorithm=c.key.algorithm("sha512"), sign=lambda key, message: key.sign(message, "sha512")),
    ),
    of_cms(
        "algorithm that names its digest", VALID, "RFC 5754, 3.2", lambda cms: cms.but(algorithm=cms.key.algorithm())
    ),
    of_cms(
        "algorithm without its NULL",
        VALID,
        "RFC 4055, 5",
        lambda cms: cms.but(algorithm=algorithm("1.2.840.113549.1.1.11")),
    ),
    of_cms(
        "algorithm of a curve for a key of RSA",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 5652, 5.3",
        lambda cms: cms.but(algorithm=ec_key(4).algorithm()),
    ),
    of_cms(
        "algorithm unknown",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 5652, 10.1.2",
        lambda cms: cms.but(algorithm=algorithm("1.2.398.3.3.99.4")),
    ),
]
RSA_KINDS = [
    of_cms(
        "bit of the signature turned",
        Code.SIGNATURE_BROKEN,
        "RFC 8017, 8.2.2",
        damaged(lambda value: value[:-1] + bytes((value[-1] ^ 1,))),
    ),
    of_cms("signature a byte short", Code.SIGNATURE_BROKEN, "RFC 8017, 8.2.2", damaged(lambda value: value[:-1])),
    of_cms("signature a byte long", Code.SIGNATURE_BROKEN, "RFC 8017, 8.2.2", damaged(lambda value: b"\0" + value)),
    of_cms("signature empty", Code.SIGNATURE_BROKEN, "RFC 8017, 8.2.2", damaged(lambda _: b"")),
    of_cms(
        "signature larger than the modulus", Code.SIGNATURE_BROKEN, "RFC 8017, 5.2.2", damaged(lambda _: b"\xff" * 256)
    ),
    of_cms(
        "padding that says another digest",
        Code.SIGNATURE_BROKEN,
        "RFC 8017, 8.2.2",
        padded(lambda m: pkcs1_block(m, "sha1")),
    ),
    of_cms(
        "padding cut short, garbage behind",
        Code.SIGNATURE_BROKEN,
        "RFC 8017, 9.2",
        padded(lambda message: pkcs1_block(message, garbage=bytes(150))),
    ),
    of_cms(
        "padding without its NULL", Code.SIGNATURE_BROKEN, "RFC 8017, 9.2", padded(lambda m: pkcs1_block(m, null=b""))
    ),
    of_cms("PSS", VALID, "RFC 4056, 3", salted(32)),
    of_cms("PSS without salt", VALID, "RFC 8017, 9.1", salted(0)),
    of_cms("PSS with the longest salt", VALID, "RFC 8017, 9.1", salted(222)),
    of_cms("PSS with another salt than said", Code.SIGNATURE_BROKEN, "RFC 8017, 9.1.2", salted(32, 20)),
    of_cms(
        "PSS with another digest in its mask",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 4055, 3.1",
        pss(pss_parameters("sha256", "sha1"), lambda message: pss_block(message, SALT, "sha256", "sha1")),
    ),
    of_cms(
        "PSS of another digest than the signer's",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 4056, 3",
        pss(pss_parameters("sha512", "", 64), lambda message: pss_block(message, SALT * 2, "sha512")),
    ),
    of_cms(
        "PSS with its trailer written out",
        VALID,
        "RFC 4055, 3.1",
        pss(pss_parameters("sha256", "", 32, explicit(3, integer(1))), lambda message: pss_block(message, SALT)),
    ),
    of_cms(
        "PSS with trailer 2",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 4055, 3.1",
        pss(pss_parameters("sha256", "", 32, explicit(3, integer(2))), lambda message: pss_block(message, SALT)),
    ),
    of_cms(
        "PSS by its defaults", Code.WEAK_DIGEST, "RFC 4055, 3.1", pss(seq(), lambda m: pss_block(m, SALT[:20], "sha1"))
    ),
    of_cms(
        "PSS without parameters",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 4056, 3",
        pss(b"", lambda message: pss_block(message, SALT)),
    ),
    of_cms(
        "PSS with a mask that is not MGF1",
        Code.ALGORITHM_UNSUPPORTED,
        "RFC 4055, 2.2",
        pss(pss_parameters().replace(oid(MGF1), oid(RSA_PSS)), lambda message: pss_block(message, SALT)),
    ),
]
CURVE_KINDS = [
    of_cms("curve P-256", VALID, "RFC 5753, 2.1", by_curve()),
    of_cms("curve, s in its upper half", VALID, "FIPS 186-5, 6.4.2", by_curve(high)),
    of_cms("curve, s in its lower half", VALID, "FIPS 186-5, 6.4.2", by_curve(low)),
    of_cms("curve, r of 0", Code.SIGNATURE_BROKEN, "FIPS 186-5, 6.4.2", by_curve(at_infinity)),
    of_cms("curve, s over the order", Code.SIGNATURE_BROKEN, "FIPS 186-5, 6.4.2", by_curve(over_the_order)),
    of_cms("curve, s negative", Code.SIGNATURE_BROKEN, "FIPS 186-5, 6.4.2", by_curve(negative)),
    of_cms("curve, r and s bare", Code.SIGNATURE_BROKEN, "RFC 5753, 7.2", curve_value(bare)),
    of_cms("curve, a byte behind", Code.SIGNATURE_BROKEN, "RFC 5753, 7.2", curve_value(lambda value: value + b"\0")),
    of_cms("curve, a length too long", Code.SIGNATURE_BROKEN, "RFC 5753, 7.2", curve_value(long_length)),
    of_cms("curve with SHA-1", Code.WEAK_DIGEST, "RFC 6194, 3.1", by_curve(None, "sha1")),
    of_cms("curve P-256 with SHA-512", VALID, "RFC 5753, 7.1", by_curve(None, "sha512")),
]
KINDS = [*DIGEST_KINDS, *RSA_KINDS, *CURVE_KINDS]
