"""Take the systems outside the portal down and up again."""

from typing import Literal

from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import Struct

from portal.demo.running import RunningDemo

State = Literal["up", "down"]


class Wished(Struct, forbid_unknown_fields=True):
    """Those that are not named stay as they are."""

    authority: State | None = None
    gateway: State | None = None
    scanner: State | None = None


def outside_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    def states() -> dict[str, State]:
        return {name: "up" if is_up else "down" for name, is_up in demo.outside.states().items()}

    @get("/outside")
    async def show_outside() -> dict[str, State]:
        return states()

    @post("/outside", status_code=200)
    async def switch(data: JSONBody[Wished]) -> dict[str, State]:
        """The revocation lists are fetched again before the answer when the authority comes back."""
        for name, state in ((name, getattr(data, name)) for name in Wished.__struct_fields__):
            if state:
                demo.outside.switch(name, up=state == "up")
        if data.authority == "up":
            await demo.fetch_lists()
        return states()

    return [show_outside, switch]
