"""What the stand-in and the portal have agreed, and the check of a request against it."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hmac import compare_digest

from auth.tokens import SigningKey
from portal.simulators.identity.codes import AuthorizationRequest


@dataclass(frozen=True, slots=True)
class Agreed:
    """`people` are IINs and names to choose from."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    key: SigningKey
    people: Sequence[tuple[str, str]]

    def read_request(self, values: Mapping[str, str]) -> AuthorizationRequest | None:
        """None for a request that is not as agreed, or lacks state or nonce."""
        fixed = {"response_type": "code", "scope": "openid", "code_challenge_method": "S256"}
        fixed |= {"client_id": self.client_id, "redirect_uri": self.redirect_uri}
        if any(values.get(name) != value for name, value in fixed.items()):
            return None
        state, nonce, challenge = (values.get(name, "") for name in ("state", "nonce", "code_challenge"))
        return (
            AuthorizationRequest(self.client_id, self.redirect_uri, state, nonce, challenge)
            if state and nonce
            else None
        )

    def is_client(self, authorization: str) -> bool:
        """By its secret (RFC 6749, 2.3.1)."""
        known = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        return compare_digest(authorization.encode(), f"Basic {known}".encode())
