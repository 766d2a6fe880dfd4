"""The token endpoint: a code for an ID token."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler

from portal.kernel.clock import Clock
from portal.simulators.identity.agreed import Agreed
from portal.simulators.identity.codes import AuthorizationRequest, Codes
from portal.web.forms import typed

TOKEN = "/token"  # noqa: S105 -- an address
_LIFETIME = timedelta(minutes=5)


def token_endpoint(agreed: Agreed, codes: Codes, clock: Clock) -> HTTPRouteHandler:
    @post(TOKEN, status_code=200)
    async def give_token(request: Request[Any, Any, Any]) -> Response[dict[str, str]]:
        if not agreed.is_client(request.headers.get("authorization", "")):
            return Response({"error": "invalid_client"}, status_code=401)
        values, now = typed(await request.form()), clock.now()
        code, address, verifier = (values.get(name, "") for name in ("code", "redirect_uri", "code_verifier"))
        taken = codes.take(code, address, verifier, now)
        if taken is None:
            return Response({"error": "invalid_grant"}, status_code=400)
        id_token = agreed.key.sign(_claims(agreed, *taken, now))
        answer = {"id_token": id_token, "access_token": secrets.token_hex(16), "token_type": "Bearer"}
        return Response(answer, headers={"cache-control": "no-store"})

    return give_token


def _claims(agreed: Agreed, asked: AuthorizationRequest, iin: str, now: datetime) -> dict[str, str | int]:
    return {
        "iss": agreed.issuer,
        "sub": hashlib.sha256(iin.encode()).hexdigest(),
        "aud": asked.client_id,
        "iat": int(now.timestamp()),
        "exp": int((now + _LIFETIME).timestamp()),
        "nonce": asked.nonce,
        "iin": iin,
    }
