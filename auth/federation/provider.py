"""The settings agreed with the identity provider, and the two requests to it, written by Authlib.

Authlib's own httpx clients are not used: they are deprecated, and they send the request themselves, without limits of
time and size.
"""

from dataclasses import dataclass
from typing import Any

from authlib.oauth2.client import OAuth2Client
from authlib.oauth2.rfc6749.parameters import prepare_token_request

from auth.federation.keys import PinnedKeys

SCOPE = "openid"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class OpenIdProvider:
    """Configured, never discovered at run time. An empty `client_secret`: a public client (RFC 6749, 2.1)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    client_id: str
    client_secret: str
    redirect_uri: str
    keys: PinnedKeys
    iin_claim: str


@dataclass(frozen=True, slots=True)
class TokenRequest:
    url: str
    headers: dict[str, str]
    body: str


def authorization_url(provider: OpenIdProvider, *, state: str, nonce: str, code_verifier: str, language: str) -> str:
    """The authentication request (OpenID Connect Core, 3.1.2.1), with the S256 challenge of the verifier."""
    url, _ = _client(provider).create_authorization_url(
        provider.authorization_endpoint, state=state, nonce=nonce, code_verifier=code_verifier, ui_locales=language
    )
    return str(url)


def token_request(provider: OpenIdProvider, code: str, code_verifier: str) -> TokenRequest:
    """The request that exchanges code and verifier for tokens (RFC 6749, 4.1.3; RFC 7636, 4.5)."""
    client = _client(provider)
    body = prepare_token_request(
        "authorization_code", redirect_uri=provider.redirect_uri, code=code, code_verifier=code_verifier
    )
    headers = {"accept": "application/json", "accept-encoding": "identity", "content-type": FORM}
    proof = client.client_auth(client.token_endpoint_auth_method)
    return TokenRequest(*proof.prepare("POST", provider.token_endpoint, headers, body))


def _client(provider: OpenIdProvider) -> Any:
    return OAuth2Client(
        None,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        redirect_uri=provider.redirect_uri,
        scope=SCOPE,
        code_challenge_method="S256",
    )
