"""Faults of the certification authority's services."""

from litestar import get, post
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import Struct

from portal.demo.running import RunningDemo
from portal.simulators.authority.faults import SECONDS, Service, ServiceFault


class Wrong(Struct, forbid_unknown_fields=True):
    """Without a fault the service is right again; `seconds` are what a slow one takes."""

    service: Service
    fault: ServiceFault | None = None
    seconds: float = SECONDS


def fault_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    faults = demo.authority.faults

    def shown() -> dict[str, ServiceFault | None]:
        wrong = faults.all()
        return {service: wrong[service].fault if service in wrong else None for service in Service}

    @get("/authority/faults")
    async def show_faults() -> dict[str, ServiceFault | None]:
        return shown()

    @post("/authority/faults", status_code=200)
    async def set_fault(data: JSONBody[Wrong]) -> dict[str, ServiceFault | None]:
        """The lists are fetched again before the answer once they are right."""
        try:
            faults.set(data.service, data.fault, data.seconds)
        except ValueError as error:
            raise HTTPException(status_code=422, detail=str(error)) from error
        if data.service is Service.LISTS and data.fault is None:
            await demo.fetch_lists()
        return shown()

    return [show_faults, set_fault]
