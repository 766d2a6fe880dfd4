"""The certification authority as a stand-in."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from litestar.types import ASGIApp

from portal.demo.site import Site, Surroundings
from portal.settings import Settings, Trust
from portal.simulators.authority.addresses import Addresses
from portal.simulators.authority.app import create_authority_app
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.faults import Faults, Service, ServiceFault
from portal.simulators.stand_in import FaultSwitches


class AuthorityFaults:
    """Of lists, responder and time-stamps."""

    possible: Mapping[str, Collection[str]] = {
        service: [fault for fault in ServiceFault if fault is not ServiceFault.UNKNOWN or service is Service.OCSP]
        for service in Service
    }

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def current(self) -> Mapping[str, str | None]:
        switched = self._faults.all()
        return {service: switched[service].fault if service in switched else None for service in Service}

    def switch(self, service: str, fault: str | None, seconds: float) -> None:
        self._faults.set(Service(service), ServiceFault(fault) if fault else None, seconds)


class AuthorityStandIn:
    """While it is down, its lists and responders answer 503. Its page still issues keys."""

    def __init__(self, site: Site, surroundings: Surroundings) -> None:
        self._authority = open_authority(site)
        self._app = create_authority_app(self._authority, surroundings.clock, surroundings.rendering)

    @property
    def server(self) -> ASGIApp:
        return self._app

    @property
    def faults(self) -> FaultSwitches:
        return AuthorityFaults(self._authority.faults)

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
