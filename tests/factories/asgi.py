"""Ask an application in this process over HTTP."""

from typing import Any

import httpx


def asgi_transport(app: Any) -> httpx.ASGITransport:
    """For an `httpx.AsyncClient`. httpx and Litestar describe the same ASGI in types that do not fit each other."""
    return httpx.ASGITransport(app)
