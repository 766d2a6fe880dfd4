"""Protection against CSRF: a request that changes something must come from our page in the same browser.

Two independent proofs: a token bound to the session (before log-in, to a visitor's cookie), and the browser's own
headers about the request's origin.
"""

import hashlib
import hmac
import secrets
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from portal.web.access import Access
from portal.web.form_data import FormRequest

FIELD = "csrf"
HEADER = "x-csrf-token"
VISITOR_COOKIE = "__Host-visitor"
_SALT = 16
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class CsrfTokens:
    """Makes tokens with the server's secret, and accepts those made with it or with a former one."""

    def __init__(self, secret: bytes, *former: bytes) -> None:
        self._secrets = (secret, *former)

    def token(self, bound_to: str) -> str:
        """A new one for every page, so the size of compressed pages reveals nothing of it (BREACH)."""
        salt = secrets.token_hex(_SALT // 2)
        return _sealed(self._secrets[0], salt, bound_to)

    def fits(self, token: str, bound_to: str) -> bool:
        sealed = [_sealed(secret, token[:_SALT], bound_to) for secret in self._secrets]
        return any(hmac.compare_digest(token.encode(), one.encode()) for one in sealed)


def _sealed(secret: bytes, salt: str, bound_to: str) -> str:
    return salt + hmac.new(secret, f"{salt}:{bound_to}".encode(), hashlib.sha256).hexdigest()


def bound_to(connection: ASGIConnection[Any, Any, Any, Any]) -> str | None:
    """The value that this browser's token is bound to; None if the browser has no cookie yet."""
    visitor = connection.scope.get("user")
    return visitor.session_key if visitor else connection.cookies.get(VISITOR_COOKIE)


def visitor_cookie() -> Cookie:
    """A new cookie for a browser that gets its first form."""
    value = secrets.token_urlsafe(16)
    return Cookie(key=VISITOR_COOKIE, value=value, path="/", secure=True, httponly=True, samesite="lax")


async def check_csrf(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard for the whole application."""
    request = FormRequest(connection.scope, connection.receive)
    if request.method in SAFE_METHODS or handler.opt.get("access") is Access.MACHINE:
        return
    bound = bound_to(connection)
    if not _same_origin(connection) or bound is None:
        raise PermissionDeniedException
    token = connection.headers.get(HEADER) or str((await request.form()).get(FIELD) or "")
    if not connection.app.state.csrf_tokens.fits(token, bound):
        await request.discard()
        raise PermissionDeniedException


def _same_origin(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = connection.headers.get("origin")
    return origin is None or origin.partition("://")[2] == connection.headers.get("host")
