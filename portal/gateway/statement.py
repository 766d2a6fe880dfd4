"""Proof of a message's sender and body: an ES256 statement over the body, sent as a bearer token.

It takes the place of the gateway's own transport signature (WS-Security over the body).
"""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from auth.tokens import SigningKey, VerifyingKeys
from portal.kernel.outcomes import Refused

LIFE = 60
"""Seconds. Within them a stolen statement does no harm either: a repeated message runs nothing."""
_TYP = "sync-channel+jwt"


def sign_statement(key: SigningKey, *, issuer: str, audience: str, message_id: UUID, body: bytes, now: datetime) -> str:
    issued = int(now.timestamp())
    claims = {
        "iss": issuer,
        "aud": audience,
        "jti": str(message_id),
        "iat": issued,
        "exp": issued + LIFE,
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    return key.sign(claims, _TYP)


def check_statement(
    token: str, keys: VerifyingKeys, *, issuer: str, audience: str, body: bytes, now: datetime
) -> str | Refused:
    """The message id in the statement, if it is valid for this body."""
    claims = keys.verify(token, audience, issuer, now, _TYP)
    if isinstance(claims, Refused):
        return claims
    digest, message_id = claims.get("sha256"), claims.get("jti")
    if not isinstance(digest, str) or not isinstance(message_id, str) or claims["exp"] - claims["iat"] > LIFE:
        return Refused("token_claims")
    if not hmac.compare_digest(digest.encode(), hashlib.sha256(body).hexdigest().encode()):
        return Refused("statement_body")
    return message_id
