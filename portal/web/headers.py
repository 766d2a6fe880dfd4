"""Security headers on every answer, error pages and static files included."""

from litestar.types import Message, Scope

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}
_ENCODED = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
_VARY = (b"vary", b"HX-Request")


async def add_security_headers(message: Message, _scope: Scope) -> None:
    """A `before_send` hook: Litestar calls it for errors too, unlike `after_request`.

    A header that the answer has already is kept. It runs for every answer, so it appends to the raw list of headers.
    """
    if message["type"] != "http.response.start":
        return
    said = {name.lower() for name, _ in message["headers"]}
    missing = [header for header in _ENCODED if header[0] not in said]
    message["headers"] = [*message["headers"], *missing, _VARY]
