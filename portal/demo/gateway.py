"""The e-government gateway as a stand-in: its keys, and what the portal has agreed with it."""

from dataclasses import replace

from auth.tokens import SigningKey, VerifyingKeys
from portal.demo.new_keys import write_key_pair, write_password
from portal.demo.site import Site, Surroundings
from portal.gateway.admit import Neighbour
from portal.gateway.envelope import Login
from portal.gateway.exchange import Line
from portal.joining.gateway import GATEWAY, PORTAL, gateway_login
from portal.settings import GatewayAddress, Settings
from portal.simulators.gateway import ADDRESS, GatewayStandIn
from portal.wiring.gateway import SERVICES

_PROVIDER = "/gateway/sync-channel"
"""The portal's address for messages to the provider."""


def prepare_gateway(site: Site) -> None:
    write_password(site.folder / "password")
    for name in ("portal", "gateway"):
        write_key_pair(site.folder, name)


def gateway_settings(settings: Settings, site: Site) -> Settings:
    gateway = GatewayAddress(
        url=site.address + ADDRESS,
        password_file=site.folder / "password",
        key_file=site.folder / "portal.pem",
        gateway_keys=(site.folder / "gateway.pub",),
    )
    return replace(settings, gateway=gateway)


def gateway_stand_in(site: Site, surroundings: Surroundings) -> GatewayStandIn:
    """It accepts the portal as sender, and delivers messages to the provider, which is the portal as well."""
    login = gateway_login(surroundings.settings.gateway)
    sender = Neighbour(PORTAL, VerifyingKeys.from_files([site.folder / "portal.pub"]), login)
    line = _to_provider(site, surroundings, login)
    return GatewayStandIn(GATEWAY, surroundings.clock, [sender], dict.fromkeys(SERVICES, line))


def _to_provider(site: Site, surroundings: Surroundings, login: Login) -> Line:
    key = SigningKey.from_file(site.folder / "gateway.pem")
    return Line(surroundings.client, surroundings.settings.address + _PROVIDER, PORTAL, GATEWAY, key, login)
