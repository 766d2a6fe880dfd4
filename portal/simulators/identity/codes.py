"""Authorization codes: each is valid once, for a minute, with its PKCE verifier."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

_LIFETIME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """RFC 6749, 4.1.1; RFC 7636; OpenID Connect Core, 3.1.2.1."""

    client_id: str
    redirect_uri: str
    state: str
    nonce: str
    code_challenge: str


@dataclass(frozen=True, slots=True)
class _Granted:
    asked: AuthorizationRequest
    iin: str
    at: datetime


class Codes:
    """Kept in memory: the stand-in is one process."""

    def __init__(self) -> None:
        self._granted: dict[str, _Granted] = {}

    def give(self, asked: AuthorizationRequest, iin: str, now: datetime) -> str:
        self._granted = {code: one for code, one in self._granted.items() if one.at > now - _LIFETIME}
        code = secrets.token_urlsafe(32)
        self._granted[code] = _Granted(asked, iin, now)
        return code

    def take(
        self, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> tuple[AuthorizationRequest, str] | None:
        """The request and the IIN; None for a code that is unknown, used, expired or of another client."""
        granted = self._granted.pop(code, None)
        if granted is None or granted.at <= now - _LIFETIME or granted.asked.redirect_uri != redirect_uri:
            return None
        return (granted.asked, granted.iin) if _challenge(verifier) == granted.asked.code_challenge else None


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
