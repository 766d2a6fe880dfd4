"""Who may read the metrics: addresses that the operator names, without a proxy in between."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import Any

from litestar.connection import ASGIConnection

_PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""Headers that a proxy adds. Its requests are refused: everybody's requests come from its address."""


class Monitors:
    """Addresses or networks."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._networks = [ip_network(one) for one in addresses]

    def may(self, connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
        if connection.client is None or any(name in connection.headers for name in _PASSED_ON):
            return False
        try:
            address = ip_address(connection.client.host)
        except ValueError:
            return False
        return any(address in network for network in self._networks)
