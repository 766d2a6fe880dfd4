"""ID tokens of a provider and of a forger, made by hand, because libraries refuse to make bad ones."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.fakes.clock import TUESDAY_TEN

ISSUER, CLIENT, NONCE, ACCESS_TOKEN = "https://idp.example", "kezek", "n" * 43, "access-token"
IIN = "100701590098"
NOW = int(TUESDAY_TEN.timestamp())
EC_KEY, OTHER_EC_KEY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(65537, 2048)
ON_P256, ON_RSA = {"alg": "ES256", "kid": "p256"}, {"alg": "RS256", "kid": "rsa"}
HALF_HASH = hashlib.sha256(ACCESS_TOKEN.encode()).digest()[:16]

Sign = Callable[[bytes], bytes]


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


GOOD: dict[str, Any] = {
    "iss": ISSUER,
    "sub": "1",
    "aud": CLIENT,
    "iat": NOW - 1,
    "exp": NOW + 300,
    "nonce": NONCE,
    "at_hash": b64(HALF_HASH),
    "iin": IIN,
}


def with_ec(key: ec.EllipticCurvePrivateKey = EC_KEY) -> Sign:
    def sign(content: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(content, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    return sign


def with_rsa(content: bytes) -> bytes:
    return RSA_KEY.sign(content, padding.PKCS1v15(), hashes.SHA256())


def with_secret(secret: bytes) -> Sign:
    return lambda content: hmac.new(secret, content, hashlib.sha256).digest()


def unsigned(_content: bytes) -> bytes:
    return b""


def public_pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def token(
    header: Mapping[str, Any] = ON_P256, claims: Mapping[str, Any] | bytes = GOOD, sign: Sign | None = None
) -> str:
    payload = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    content = f"{b64(json.dumps(header).encode())}.{b64(payload)}"
    return f"{content}.{b64((sign or with_ec())(content.encode()))}"


def but(**changes: Any) -> dict[str, Any]:
    """Return the good claims with these changes; None leaves a claim out."""
    return {name: value for name, value in {**GOOD, **changes}.items() if value is not None}


def jwk(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, **more: Any) -> dict[str, Any]:
    """Return the public key."""
    if isinstance(key, rsa.RSAPrivateKey):
        numbers = key.public_key().public_numbers()
        return {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e), **more}
    point = key.public_key().public_numbers()
    size = (key.curve.key_size + 7) // 8
    x, y = (b64(number.to_bytes(size, "big")) for number in (point.x, point.y))
    curves = {"secp256r1": "P-256", "secp384r1": "P-384"}
    return {"kty": "EC", "crv": curves[key.curve.name], "x": x, "y": y, **more}


def _number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def jwks(*keys: Mapping[str, Any]) -> bytes:
    return json.dumps({"keys": keys}).encode()


PINNED = jwks(jwk(EC_KEY, kid="p256", use="sig", alg="ES256"), jwk(RSA_KEY, kid="rsa", use="sig", alg="RS256"))
