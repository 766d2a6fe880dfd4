"""The gateway from its settings: inbound and outbound."""

import httpx

from auth.key_files import public_keys
from auth.tokens import SigningKey, VerifyingKeys
from portal.gateway.admit import GatewayInbound, Neighbour
from portal.gateway.envelope import Login
from portal.gateway.exchange import Line
from portal.settings import GatewayAddress
from portal.wiring.gateway import SERVICES

PORTAL, GATEWAY = "kezek", "gateway"
"""The names of the two in their signed statements."""


def gateway_inbound(gateway: GatewayAddress) -> GatewayInbound:
    """The gateway alone may send messages in, with its own keys and the agreed password."""
    keys = VerifyingKeys(public_keys(gateway.gateway_keys))
    return GatewayInbound(PORTAL, Neighbour(GATEWAY, keys, gateway_login(gateway)), SERVICES)


def gateway_line(gateway: GatewayAddress, client: httpx.AsyncClient) -> Line | None:
    """None where the gateway's address or the portal's key for it is not set."""
    if not (gateway.url and gateway.key_file):
        return None
    key = SigningKey.from_file(gateway.key_file)
    return Line(client, gateway.url, GATEWAY, PORTAL, key, gateway_login(gateway))


def gateway_login(gateway: GatewayAddress) -> Login:
    password = gateway.password_file.read_text().strip() if gateway.password_file else ""
    return Login(gateway.sender_id, password)
