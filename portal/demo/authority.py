"""The certification authority as a stand-in."""

from dataclasses import replace

from litestar.types import ASGIApp

from portal.demo.site import Site, Surroundings
from portal.settings import Settings, Trust
from portal.simulators.authority.addresses import Addresses
from portal.simulators.authority.app import create_authority_app
from portal.simulators.authority.authority import DemoAuthority


class AuthorityStandIn:
    """While it is down, its lists and responders answer 503. Its page still issues keys."""

    def __init__(self, site: Site, surroundings: Surroundings) -> None:
        self._authority = open_authority(site)
        self._app = create_authority_app(self._authority, surroundings.clock, surroundings.rendering)

    @property
    def server(self) -> ASGIApp:
        return self._app

    @property
    def is_down(self) -> bool:
        return self._authority.is_down

    def go_down(self) -> None:
        self._authority.go_down()

    def come_back(self) -> None:
        self._authority.come_back()


def open_authority(site: Site) -> DemoAuthority:
    """Makes the keys that are missing in the folder. May be opened any number of times: its state is in the folder."""
    return DemoAuthority.open(site.folder, site.address)


def prepare_authority(site: Site) -> None:
    open_authority(site)


def authority_settings(settings: Settings, site: Site) -> Settings:
    """Both families, their lists, the time-stamping authority; not the responder: lists are enough."""
    authority, addresses = open_authority(site), Addresses(site.address)
    trust = Trust(
        roots=authority.root_files,
        intermediates=authority.issuing_files,
        crl_urls=addresses.lists,
        tsa_url=addresses.tsp,
    )
    return replace(settings, trust=trust)
