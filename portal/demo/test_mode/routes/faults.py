"""Faults of the stand-ins' services, at an address of each stand-in that has any."""

from litestar import get, post
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import Struct

from portal.demo.running import RunningDemo
from portal.demo.stand_ins import AUTHORITY
from portal.simulators.authority.faults import SECONDS
from portal.simulators.stand_in import FaultSwitches


class FaultRequest(Struct, forbid_unknown_fields=True):
    """Without `fault` the service works again. `seconds`: the delay of a slow one."""

    service: str
    fault: str | None = None
    seconds: float = SECONDS


def fault_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    with_faults = {name: one.faults for name, one in demo.stand_ins.items() if one.faults}
    return [route for name, faults in with_faults.items() for route in _routes(demo, name, faults)]


def _routes(demo: RunningDemo, name: str, faults: FaultSwitches) -> list[HTTPRouteHandler]:
    @get(f"/{name}/faults")
    async def show_faults() -> dict[str, str | None]:
        return dict(faults.current())

    @post(f"/{name}/faults", status_code=200)
    async def set_fault(data: JSONBody[FaultRequest]) -> dict[str, str | None]:
        """Once the authority works again, the portal fetches its lists before the answer."""
        _must_be_possible(data, faults)
        faults.switch(data.service, data.fault, data.seconds)
        if name == AUTHORITY and data.fault is None:
            await demo.fetch_lists()
        return dict(faults.current())

    return [show_faults, set_fault]


def _must_be_possible(wanted: FaultRequest, faults: FaultSwitches) -> None:
    """Raises HTTPException: 400 for unknown names, 422 for a fault that is another service's."""
    known = {fault for possible in faults.possible.values() for fault in possible}
    if wanted.service not in faults.possible or wanted.fault not in {None, *known}:
        detail = f"service: {', '.join(faults.possible)}; fault: null, {', '.join(sorted(known))}"
        raise HTTPException(status_code=400, detail=detail)
    if wanted.fault and wanted.fault not in faults.possible[wanted.service]:
        raise HTTPException(status_code=422, detail=f"{wanted.service} cannot be given this fault")
