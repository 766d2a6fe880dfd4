"""Verify an ID token (OpenID Connect Core, 3.1.3.7).

joserfc is used only to verify the signature, with the one algorithm of the pinned key. Form, header, claims and times
are checked here, by the portal's clock.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any

from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry, deserialize_compact

from auth.federation.keys import ES256, RS256, PinnedKeys, PublicKey
from auth.tokens import LEEWAY, MOST_BYTES, read_object
from portal.kernel.outcomes import Refused

_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)")
_STEERING = frozenset({"crit", "b64", "jku", "jwk", "x5u", "x5c"})
"""Headers with which a token would choose its own key or rules; a token with one of them is refused."""
_ALONE = {name: JWSRegistry(algorithms=[name], strict_check_header=False) for name in (ES256, RS256)}
"""One registry for each algorithm. Unknown headers are ignored (RFC 7515, 4)."""
_KINDS = {"iss": str, "nonce": str, "exp": int, "iat": int}

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must state. `access_token`: the one received with it."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str


def verify_id_token(token: str, keys: PinnedKeys, expected: Expected, now: datetime) -> Claims | Refused:
    """The claims when the token is valid at `now`; else the first fault."""
    if len(token) > MOST_BYTES:
        return Refused("id_token_size")
    form = _FORM.fullmatch(token)
    if form is None or not _is_canonical(form[1]):
        return Refused("id_token_form")
    key = _key_of(token, keys)
    if isinstance(key, Refused):
        return key
    if not _is_signed(token, *key):
        return Refused("id_token_signature")
    claims = read_object(token.split(".")[1])
    if claims is None or any(type(claims.get(name)) is not kind for name, kind in _KINDS.items()):
        return Refused("id_token_claims")
    fault = _fault_of(claims, expected) or _fault_in_time(claims, int(now.timestamp()))
    return Refused(fault) if fault else claims


def _key_of(token: str, keys: PinnedKeys) -> tuple[PublicKey, str] | Refused:
    header = read_object(token.partition(".")[0])
    if header is None or header.keys() & _STEERING or str(header.get("typ", "JWT")).upper() != "JWT":
        return Refused("id_token_header")
    key = keys.find(header.get("kid"), header.get("alg"))
    return (key, header["alg"]) if key else Refused("id_token_key")


def _is_signed(token: str, key: PublicKey, algorithm: str) -> bool:
    try:
        deserialize_compact(token, key, registry=_ALONE[algorithm])
    except (JoseError, ValueError):
        return False
    return True


def _fault_of(claims: Claims, expected: Expected) -> str | None:
    if claims["iss"] != expected.issuer:
        return "id_token_issuer"
    if not _is_for(claims, expected.client_id):
        return "id_token_audience"
    if not compare_digest(claims["nonce"].encode(), expected.nonce.encode()):
        return "id_token_nonce"
    if "at_hash" in claims and claims["at_hash"] != _half_hash(expected.access_token):
        return "id_token_access_token"
    return None


def _is_for(claims: Claims, client_id: str) -> bool:
    """With several audiences, the token must name this client as the authorized party (azp)."""
    audience = [claims["aud"]] if isinstance(claims.get("aud"), str) else claims.get("aud")
    if not isinstance(audience, list) or client_id not in audience:
        return False
    party = claims.get("azp")
    return party == client_id if party is not None or len(audience) > 1 else True


def _fault_in_time(claims: Claims, now: int) -> str | None:
    if claims["exp"] <= now - LEEWAY:
        return "id_token_expired"
    begins = claims.get("nbf", claims["iat"])
    if type(begins) is not int or max(begins, claims["iat"]) > now + LEEWAY:
        return "id_token_early"
    return None


def _half_hash(access_token: str) -> str:
    """at_hash of both algorithms: the left half of a SHA-256."""
    return _base64(hashlib.sha256(access_token.encode()).digest()[:16])


def _is_canonical(segment: str) -> bool:
    """Whether the base64url is canonical: no padding, no unused bits."""
    return len(segment) % 4 != 1 and _base64(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))) == segment


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
