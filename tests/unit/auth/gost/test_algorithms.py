"""Which keys, digests and signatures of GOST are accepted. All others get a code, never an exception."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from auth.certificates.algorithms import Signed, digest_fault, key_fault, read_algorithm, signature_fault
from auth.certificates.codes import Code
from auth.certificates.encoding.der import read_only
from auth.certificates.gost.curves import CURVES, TC26_512_A
from auth.certificates.gost.keys import KEY_256, KEY_512, STREEBOG_256, STREEBOG_512
from portal.simulators.authority import der_forms as der
from portal.simulators.authority import gost_keys
from portal.simulators.authority.keys import GostKey, PrivateKey, public_key_info, sign_message

ARC = "1.2.398.3.10.1"
SIGN_256, SIGN_512 = f"{ARC}.1.2.3.1", f"{ARC}.1.2.3.2"
KEY_2004, CURVE_2004, SIGN_2004, HASH_1995 = (f"{ARC}.{last}" for last in ("1.1.1", "1.1.1.1", "1.1.2", "3.1"))
RSA_SHA256, ECDSA_SHA256, SHA256 = "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2", "2.16.840.1.101.3.4.2.1"
SHA1_RSA, TC26_512 = "1.2.840.113549.1.1.5", "1.2.643.7.1.1.3.3"
MESSAGE = b"what is signed"
GOST_256, GOST_512 = (GostKey(bits, gost_keys.generate(bits)[0]) for bits in CURVES)
RSA, EC = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
POINT_256, POINT_512 = (gost_keys.public_key_of(key.bits, key.private) for key in (GOST_256, GOST_512))
# The same values, named as GOST 34.310-2004 names them.
INFO_2004 = der.sequence(
    der.sequence(der.oid(KEY_2004), der.sequence(der.oid(CURVE_2004), der.oid(HASH_1995))),
    der.bit_string(der.octet_string(POINT_256)),
)


def info(
    key: str = KEY_512,
    names: tuple[str, ...] = (f"{KEY_512}.1", STREEBOG_512),
    point: bytes = POINT_512,
    after: bytes = b"",
) -> bytes:
    algorithm = der.sequence(der.oid(key), der.sequence(*map(der.oid, names)))
    return der.sequence(algorithm, der.bit_string(der.octet_string(point) + after))


def fault(
    key: PrivateKey | bytes, algorithm: bytes, digest: str | None = None, signature: bytes = bytes(128)
) -> Code | None:
    public = key if isinstance(key, bytes) else public_key_info(key)
    made = signature if isinstance(key, bytes) else sign_message(key, MESSAGE)
    return signature_fault(public, Signed(MESSAGE, made, read_algorithm(read_only(algorithm)), digest))


X, Y = POINT_256[:32], POINT_256[32:]
# The base point's x is 3, so that there is room for p.
BASE, NOT_REDUCED = (
    x.to_bytes(64, "little") + TC26_512_A.y.to_bytes(64, "little") for x in (TC26_512_A.x, TC26_512_A.x + TC26_512_A.p)
)
NAMES_256 = (f"{KEY_256}.1", STREEBOG_256)
KEYS = {
    "512 bits": (info(), None),
    "256 bits": (info(KEY_256, NAMES_256, POINT_256), None),
    "no digest named": (info(names=(f"{KEY_512}.1",)), None),
    "another digest named": (info(names=(f"{KEY_512}.1", STREEBOG_256)), Code.ALGORITHM_UNSUPPORTED),
    "a cipher named too": (info(names=(f"{KEY_512}.1", STREEBOG_512, SHA256)), Code.ALGORITHM_UNSUPPORTED),
    "another curve": (info(names=(f"{KEY_512}.2", STREEBOG_512)), Code.ALGORITHM_UNSUPPORTED),
    "the Russian curve's name": (info(names=("1.2.643.7.1.2.1.2.1", STREEBOG_512)), Code.ALGORITHM_UNSUPPORTED),
    "no curve": (info(names=()), Code.ALGORITHM_UNSUPPORTED),
    "the other length's point": (info(point=POINT_256), Code.ALGORITHM_UNSUPPORTED),
    "a short point": (info(point=POINT_512[:-1]), Code.ALGORITHM_UNSUPPORTED),
    "a long point": (info(point=POINT_512 + b"\0"), Code.ALGORITHM_UNSUPPORTED),
    "no point": (info(point=b""), Code.ALGORITHM_UNSUPPORTED),
    "zeros": (info(point=bytes(128)), Code.ALGORITHM_UNSUPPORTED),
    "off the curve": (info(point=POINT_512[:-1] + bytes((POINT_512[-1] ^ 1,))), Code.ALGORITHM_UNSUPPORTED),
    "big-endian": (info(point=POINT_512[63::-1] + POINT_512[:63:-1]), Code.ALGORITHM_UNSUPPORTED),
    "y before x": (info(KEY_256, NAMES_256, Y + X), Code.ALGORITHM_UNSUPPORTED),
    "the base point": (info(point=BASE), None),
    "the base point, p added to its x": (info(point=NOT_REDUCED), Code.ALGORITHM_UNSUPPORTED),
    "octets after the point": (info(after=b"\0"), Code.ALGORITHM_UNSUPPORTED),
    "point without its octet string": (
        der.sequence(der.sequence(der.oid(KEY_512), der.sequence(der.oid(f"{KEY_512}.1"))), der.bit_string(POINT_512)),
        Code.ALGORITHM_UNSUPPORTED,
    ),
    "no parameters": (
        der.sequence(der.sequence(der.oid(KEY_512)), der.bit_string(der.octet_string(POINT_512))),
        Code.ALGORITHM_UNSUPPORTED,
    ),
    "GOST 34.310-2004": (INFO_2004, Code.GOST_2004),
    "RSA": (public_key_info(RSA), None),
    "RSA of 1024 bits": (public_key_info(rsa.generate_private_key(65537, 1024)), Code.WEAK_KEY),  # noqa: S505
    "ECDSA": (public_key_info(EC), None),
    "ECDSA on a curve that is not taken": (
        public_key_info(ec.generate_private_key(ec.SECP256K1())),
        Code.ALGORITHM_UNSUPPORTED,
    ),
    "nothing": (b"", Code.ALGORITHM_UNSUPPORTED),
    "an empty sequence": (der.sequence(), Code.ALGORITHM_UNSUPPORTED),
}


@pytest.mark.parametrize(("key", "code"), KEYS.values(), ids=KEYS)
def test_keys(key: bytes, code: Code | None) -> None:
    assert key_fault(key) is code


NULL, ABSENT = der.NULL, b""
OWN = der.sequence(der.oid(f"{KEY_512}.1"), der.oid(STREEBOG_512))
PSS_OVER_STREEBOG = der.sequence(
    der.explicit(0, der.algorithm(STREEBOG_512)),
    der.explicit(1, der.algorithm("1.2.840.113549.1.1.8", der.algorithm(STREEBOG_512))),
    der.explicit(2, der.integer(64)),
)
SIGNATURES = {
    "512 bits, NULL parameters": (GOST_512, der.algorithm(SIGN_512), None, None),
    "512 bits, no parameters": (GOST_512, der.algorithm(SIGN_512, ABSENT), None, None),
    "256 bits": (GOST_256, der.algorithm(SIGN_256), None, None),
    "in CMS": (GOST_512, der.algorithm(SIGN_512), STREEBOG_512, None),
    "in CMS, named by the key": (GOST_512, der.algorithm(KEY_512), STREEBOG_512, None),
    "in CMS, 256 bits, named by the key": (GOST_256, der.algorithm(KEY_256, ABSENT), STREEBOG_256, None),
    "not in CMS, named by the key": (GOST_512, der.algorithm(KEY_512), None, Code.ALGORITHM_UNSUPPORTED),
    "other parameters": (GOST_512, der.algorithm(SIGN_512, OWN), None, Code.ALGORITHM_UNSUPPORTED),
    "another digest in CMS": (GOST_512, der.algorithm(SIGN_512), STREEBOG_256, Code.ALGORITHM_UNSUPPORTED),
    "SHA-256 in CMS": (GOST_512, der.algorithm(SIGN_512), SHA256, Code.ALGORITHM_UNSUPPORTED),
    "the other length": (GOST_512, der.algorithm(SIGN_256), None, Code.ALGORITHM_UNSUPPORTED),
    "the other length's key": (GOST_256, der.algorithm(SIGN_512), None, Code.ALGORITHM_UNSUPPORTED),
    "named RSA": (GOST_512, der.algorithm(RSA_SHA256), None, Code.ALGORITHM_UNSUPPORTED),
    "named ECDSA": (GOST_512, der.algorithm(ECDSA_SHA256), None, Code.ALGORITHM_UNSUPPORTED),
    "named RSA with SHA-1": (GOST_512, der.algorithm(SHA1_RSA), None, Code.WEAK_DIGEST),
    "an RSA key": (RSA, der.algorithm(SIGN_512), None, Code.ALGORITHM_UNSUPPORTED),
    "an RSA key, in CMS": (RSA, der.algorithm(KEY_512), STREEBOG_512, Code.ALGORITHM_UNSUPPORTED),
    "RSA over Streebog": (RSA, der.algorithm("1.2.840.113549.1.1.1"), STREEBOG_512, Code.ALGORITHM_UNSUPPORTED),
    "RSA-PSS over Streebog": (
        RSA,
        der.algorithm("1.2.840.113549.1.1.10", PSS_OVER_STREEBOG),
        None,
        Code.ALGORITHM_UNSUPPORTED,
    ),
    "an ECDSA key": (EC, der.algorithm(SIGN_256), None, Code.ALGORITHM_UNSUPPORTED),
    "the Russian name": (GOST_512, der.algorithm(TC26_512), None, Code.ALGORITHM_UNSUPPORTED),
    "GOST 34.310-2004": (INFO_2004, der.algorithm(SIGN_2004), None, Code.GOST_2004),
    "GOST 34.310-2004 by its key": (INFO_2004, der.algorithm(KEY_2004), HASH_1995, Code.GOST_2004),
    "GOST 34.310-2004 by another's key": (GOST_512, der.algorithm(SIGN_2004), None, Code.GOST_2004),
    "a key of GOST 34.310-2004": (INFO_2004, der.algorithm(SIGN_256), None, Code.GOST_2004),
    "a key of GOST 34.310-2004 named RSA": (INFO_2004, der.algorithm(RSA_SHA256), None, Code.GOST_2004),
    "a key that is none": (b"\x30\x00", der.algorithm(SIGN_512), None, Code.ALGORITHM_UNSUPPORTED),
}


@pytest.mark.parametrize(("key", "algorithm", "digest", "code"), SIGNATURES.values(), ids=SIGNATURES)
def test_signatures(key: PrivateKey | bytes, algorithm: bytes, digest: str | None, code: Code | None) -> None:
    assert fault(key, algorithm, digest) is code


@pytest.mark.parametrize(
    ("digest", "code"),
    [
        (STREEBOG_256, None),
        (STREEBOG_512, None),
        (HASH_1995, Code.GOST_2004),
        (f"{HASH_1995}.1.0", Code.GOST_2004),
        (f"{ARC}.3.11", Code.ALGORITHM_UNSUPPORTED),
        ("1.2.643.7.1.1.2.3", Code.ALGORITHM_UNSUPPORTED),
    ],
)
def test_digests(digest: str, code: Code | None) -> None:
    assert digest_fault(digest) is code
