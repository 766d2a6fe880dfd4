"""The table of stand-ins. To add an outside system: its file in `portal/simulators/`, and its row here."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from portal.demo.authority import AuthorityStandIn, authority_settings, prepare_authority
from portal.demo.gateway import gateway_settings, gateway_stand_in, prepare_gateway
from portal.demo.identity import identity_settings, identity_stand_in, prepare_identity
from portal.demo.site import Site, Surroundings
from portal.settings import Settings
from portal.simulators.scanner import ScannerStandIn
from portal.simulators.stand_in import StandIn

AUTHORITY = "authority"


def _nothing(_site: Site) -> None:
    pass


@dataclass(frozen=True, slots=True)
class StandInRow:
    """`name`: in demo.json, in the test mode, and of its folder. Called in this order:

    `prepare` makes what is missing in the stand-in's folder; `settings` adds the stand-in to the portal's settings;
    `create` makes it, not yet serving. What it creates has a switch, and the faults it can be given (StandIn).
    """

    name: str
    settings: Callable[[Settings, Site], Settings]
    create: Callable[[Site, Surroundings], StandIn]
    prepare: Callable[[Site], None] = _nothing
    scheme: str = "http"


STAND_INS = (
    StandInRow(AUTHORITY, authority_settings, AuthorityStandIn, prepare_authority),
    StandInRow("gateway", gateway_settings, gateway_stand_in, prepare_gateway),
    StandInRow(
        "scanner",
        lambda settings, site: replace(settings, scanner=site.address),
        lambda _site, _surroundings: ScannerStandIn(),
        scheme="tcp",
    ),
    StandInRow("identity", identity_settings, identity_stand_in, prepare_identity),
)
"""In the order of their ports, which follow the portal's. A new row goes to the end."""
