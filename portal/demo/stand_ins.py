"""The systems outside the portal, as stand-ins that can be taken down and up again."""

from dataclasses import dataclass, fields

import httpx

from auth.tokens import SigningKey, VerifyingKeys
from portal.demo.data_folder import Ports
from portal.gateway.admit import Neighbour
from portal.gateway.envelope import Login
from portal.gateway.exchange import Line
from portal.kernel.clock import Clock
from portal.settings import Settings
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.gateway import GatewayStandIn
from portal.simulators.scanner import ScannerStandIn
from portal.wiring.gateway import SERVICES


@dataclass(frozen=True, slots=True)
class StandIns:
    authority: DemoAuthority
    gateway: GatewayStandIn
    scanner: ScannerStandIn

    def states(self) -> dict[str, bool]:
        """Which of them is up."""
        return {
            "authority": not self.authority.is_down,
            "gateway": not self.gateway.down,
            "scanner": not self.scanner.down,
        }

    def switch(self, name: str, *, up: bool) -> None:
        if name == "authority":
            self.authority.come_back() if up else self.authority.go_down()
        elif name == "gateway":
            self.gateway.down = not up
        else:
            self.scanner.down = not up

    def all_up(self) -> None:
        for system in fields(self):
            self.switch(system.name, up=True)


def stand_ins(
    authority: DemoAuthority, settings: Settings, ports: Ports, clock: Clock, client: httpx.AsyncClient
) -> StandIns:
    return StandIns(authority, _gateway(settings, ports, clock, client), ScannerStandIn())


def _gateway(settings: Settings, ports: Ports, clock: Clock, client: httpx.AsyncClient) -> GatewayStandIn:
    """It believes the portal's key, and signs with its own what it brings to the provider."""
    folder = settings.data / "gateway"
    login = Login(settings.gateway.sender_id, (folder / "password").read_text().strip())
    provider = f"{ports.address(ports.portal)}/gateway/sync-channel"
    key = SigningKey.from_file(folder / "gateway.pem")
    line = Line(client, provider, "kezek", "gateway", key, login)
    sender = Neighbour("kezek", VerifyingKeys.from_files([folder / "portal.pub"]), login)
    return GatewayStandIn("gateway", clock, [sender], dict.fromkeys(SERVICES, line))
