"""Exchange a code for tokens at the provider's token endpoint, within limits of time and size."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from auth.federation.provider import OpenIdProvider, TokenRequest, token_request
from portal.kernel.outcomes import Indeterminate, Refused

SECONDS = 8.0
MOST_BYTES = 64 * 1024
AWAY = Indeterminate("provider_away")


@dataclass(frozen=True, slots=True)
class Tokens:
    id_token: str
    access_token: str


async def fetch_tokens(
    provider: OpenIdProvider, code: str, code_verifier: str, seconds: float = SECONDS
) -> Tokens | Refused | Indeterminate:
    """Indeterminate when the provider is unreachable, too slow, or sends an invalid response."""
    try:
        async with asyncio.timeout(seconds):
            status, body = await _post(token_request(provider, code, code_verifier), seconds)
    except (httpx.HTTPError, TimeoutError):
        return AWAY
    answer = _object(body)
    if status == httpx.codes.BAD_REQUEST and answer.get("error") == "invalid_grant":
        return Refused("code_refused")
    id_token, access_token = answer.get("id_token"), answer.get("access_token", "")
    if status != httpx.codes.OK or not isinstance(id_token, str) or not isinstance(access_token, str):
        return AWAY
    return Tokens(id_token, access_token)


async def _post(request: TokenRequest, seconds: float) -> tuple[int, bytes]:
    """Status and body; the body is empty when it is too long. Redirects are not followed."""
    body = b""
    async with (
        httpx.AsyncClient(timeout=seconds) as client,
        client.stream("POST", request.url, content=request.body, headers=request.headers) as answer,
    ):
        # Raw, not decompressed: a small response could expand to a huge one.
        async for piece in answer.aiter_raw():
            body += piece
            if len(body) > MOST_BYTES:
                return answer.status_code, b""
        return answer.status_code, body


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
