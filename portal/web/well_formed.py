"""Malformed requests are refused before anything of them is used: Host, and NUL in an address."""

from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.exceptions import ClientException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

_OLD = ("0.9", "1.0")
"""Versions of HTTP that need no Host."""


class WellFormed(ASGIMiddleware):
    """The first middleware. Litestar itself refuses characters that no Host may have."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["type"] == ScopeType.HTTP and not (_has_valid_host(scope) and _is_text(scope)):
            raise ClientException
        await next_app(scope, receive, send)


def _has_valid_host(scope: HTTPScope) -> bool:
    """One Host that names a server (RFC 9112, section 3.2)."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if not hosts:
        return scope["http_version"] in _OLD
    return len(hosts) == 1 and _names_server(hosts[0])


def _names_server(host: str) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        return bool(parts.hostname) and parts.port != 0 and "@" not in host
    except ValueError:
        return False


def _is_text(scope: HTTPScope) -> bool:
    """PostgreSQL keeps no NUL in a text, and no file's name has one."""
    return "\0" not in scope["path"] and b"%00" not in scope["query_string"]
