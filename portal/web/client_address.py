"""The address of a request's client: that of the connection, or what a trusted proxy says."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

_ONE_SITE = 64
"""The prefix of an IPv6 address that a subscriber gets. The subscriber chooses the other bits at will."""

Address = IPv4Address | IPv6Address


class ClientAddress(ASGIMiddleware):
    """Puts the client's own address into scope["client"]: the last one in X-Forwarded-For that is no trusted proxy's.

    The client itself may have written the addresses before it, so they are ignored.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, trusted_proxies: Iterable[str]) -> None:
        """Addresses or networks. Raises ValueError for what is neither."""
        self._trusted: Sequence[IPv4Network | IPv6Network] = [ip_network(one, strict=False) for one in trusted_proxies]

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if self._trusted and scope["client"]:
            host, port = scope["client"]
            scope["client"] = (self._behind(host, scope), port)
        await next_app(scope, receive, send)

    def _behind(self, host: str, scope: Scope) -> str:
        hops = _forwarded_for(scope)
        while hops and self._trusts(host):
            said = _parsed(hops.pop())
            if said is None:
                break
            host = str(said)
        return host

    def _trusts(self, host: str) -> bool:
        address = _parsed(host)
        return address is not None and any(address in network for network in self._trusted)


def _forwarded_for(scope: Scope) -> list[str]:
    """The hops in the order the proxies added them, the nearest last. Several headers are one list."""
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return [hop.strip() for hop in ",".join(lines).split(",")] if lines else []


def _parsed(text: str) -> Address | None:
    """Reads an address with or without a port. An IPv4-mapped IPv6 address gives the IPv4 address."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def counted_address(scope: Scope) -> str:
    """The key a client is counted by: its IPv4 address, or its IPv6 /64 network."""
    host = scope["client"][0] if scope["client"] else ""
    address = _parsed(host)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), _ONE_SITE), strict=False))
    return str(address or host)
