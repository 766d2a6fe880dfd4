"""The public keys that verify this installation's statements, for its neighbours (RFC 7517)."""

from litestar import get
from litestar.datastructures import CacheControlHeader

from portal.web.access import Access, access
from portal.web.given import PublishedKeys
from portal.web.visitor import NO_VISITOR

KEPT = 300
"""Seconds a neighbour may cache the answer. A new key signs no sooner than that after it was published."""


@get(
    "/.well-known/jwks.json",
    opt={**access(Access.EVERYONE), NO_VISITOR: True},
    media_type="application/jwk-set+json",
    cache_control=CacheControlHeader(public=True, max_age=KEPT),
)
async def jwks(published_keys: PublishedKeys) -> dict[str, list[dict[str, str]]]:
    """The current key, the next one, and old ones whose statements may still be in transit."""
    return published_keys.as_jwks()
