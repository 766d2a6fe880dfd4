"""Sign and verify short statements with ES256 (RFC 7515, RFC 7519). Only this module imports jose.

jose is used only to sign and to verify a signature. It accepts non-canonical base64, unknown headers and the system's
clock, so form, header and claims are checked here.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from jose import jwk, jws
from jose.exceptions import JWSError

from portal.kernel.outcomes import Refused

ALGORITHM = "ES256"
MOST_BYTES = 8192
LEEWAY = 60
_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{85}[AQgw]")
"""Three parts; the last is 64 bytes in canonical base64url."""


def generate_key_pem() -> bytes:
    """A new private key on P-256 in PKCS #8, not encrypted: the file's permissions protect it."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


class SigningKey:
    """A private key, loaded once. `kid`: the key's thumbprint (RFC 7638), so no registry of names is needed."""

    def __init__(self, private_pem: bytes) -> None:
        """Raises ValueError when the PEM is not a private key on P-256."""
        private = load_pem_private_key(private_pem, password=None)
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise ValueError("not a private key on P-256")  # noqa: TRY004 -- the PEM is wrong, not its type
        public = _on_p256(private.public_key())
        self.kid = _thumbprint(_jwk(public))
        self.public_pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self._key = jwk.construct(private, ALGORITHM)

    @classmethod
    def from_file(cls, path: Path) -> "SigningKey":
        return cls(path.read_bytes())

    def sign(self, claims: Mapping[str, Any], typ: str = "JWT") -> str:
        """The signed statement. `typ`: its kind, so that one kind is never accepted as another."""
        token: str = jws.sign(dict(claims), self._key, headers={"kid": self.kid, "typ": typ}, algorithm=ALGORITHM)
        return token


class VerifyingKeys:
    """The pinned public keys, loaded once: the current one, and former ones while their statements are in use."""

    def __init__(self, public_pems: Iterable[bytes]) -> None:
        """Raises ValueError when a PEM is not a public key on P-256."""
        self._jwks: dict[str, dict[str, str]] = {}
        self._keys: dict[str, Any] = {}
        for pem in public_pems:
            public = _on_p256(load_pem_public_key(pem))
            kid = _thumbprint(_jwk(public))
            self._jwks[kid] = {**_jwk(public), "kid": kid, "alg": ALGORITHM, "use": "sig"}
            self._keys[kid] = jwk.construct(public, ALGORITHM)

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> "VerifyingKeys":
        return cls(path.read_bytes() for path in paths)

    def as_jwks(self) -> dict[str, list[dict[str, str]]]:
        """The keys as they are published (RFC 7517, 5)."""
        return {"keys": list(self._jwks.values())}

    def verify(
        self, token: str, audience: str, issuer: str, now: datetime, typ: str = "JWT"
    ) -> Mapping[str, Any] | Refused:
        """The claims when the statement is valid at `now`; else the first fault."""
        if len(token) > MOST_BYTES:
            return Refused("token_size")
        if not _FORM.fullmatch(token):
            return Refused("token_form")
        header = read_object(token.split(".", maxsplit=1)[0])
        if header is None or header.keys() != {"alg", "typ", "kid"}:
            return Refused("token_header")
        if header["alg"] != ALGORITHM or header["typ"] != typ:
            return Refused("token_header")
        key = self._keys.get(header["kid"]) if isinstance(header["kid"], str) else None
        if key is None:
            return Refused("token_key")
        if not _is_signed(token, key):
            return Refused("token_signature")
        claims = read_object(token.split(".")[1])
        if claims is None:
            return Refused("token_claims")
        fault = _fault_of(claims, audience, issuer, now)
        return Refused(fault) if fault else claims


def _is_signed(token: str, key: Any) -> bool:
    try:
        jws.verify(token, key, algorithms=[ALGORITHM])
    except JWSError:
        return False
    return True


def _fault_of(claims: Mapping[str, Any], audience: str, issuer: str, now: datetime) -> str | None:
    """Audience and issuer must be single strings, times whole seconds: this module signs no others."""
    times = [claims.get("iat"), claims.get("exp"), claims.get("nbf", 0)]
    if any(type(moment) is not int for moment in times) or claims["iat"] > claims["exp"]:
        return "token_claims"
    issued, expires, begins = times
    seconds = int(now.timestamp())
    if claims.get("aud") != audience:
        return "token_audience"
    if claims.get("iss") != issuer:
        return "token_issuer"
    if expires <= seconds - LEEWAY:
        return "token_expired"
    if max(issued, begins) > seconds + LEEWAY:
        return "token_early"
    return None


def read_object(segment: str) -> dict[str, Any] | None:
    """The JSON object in a segment; None unless the base64url is canonical and no name stands twice."""
    try:
        raw = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
        value = json.loads(raw.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, binascii.Error, RecursionError):
        return None
    return value if isinstance(value, dict) and _base64(raw) == segment else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _on_p256(key: object) -> ec.EllipticCurvePublicKey:
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not a key on P-256")  # noqa: TRY004 -- the PEM is wrong, not its type
    return key


def _jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    point = key.public_numbers()
    x, y = (_base64(number.to_bytes(32, "big")) for number in (point.x, point.y))
    return {"crv": "P-256", "kty": "EC", "x": x, "y": y}


def _thumbprint(members: Mapping[str, str]) -> str:
    text = json.dumps(members, sort_keys=True, separators=(",", ":"))
    return _base64(hashlib.sha256(text.encode()).digest())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
