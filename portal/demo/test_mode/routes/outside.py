"""Take the systems outside the portal down and up again."""

from typing import Literal

from litestar import get, post
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from portal.demo.running import RunningDemo

UpOrDown = Literal["up", "down"]


def outside_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    def states() -> dict[str, UpOrDown]:
        return {name: "down" if one.is_down else "up" for name, one in demo.stand_ins.items()}

    @get("/outside")
    async def show_outside() -> dict[str, UpOrDown]:
        return states()

    @post("/outside", status_code=200)
    async def switch(data: JSONBody[dict[str, UpOrDown | None]]) -> dict[str, UpOrDown]:
        """Stand-ins that are not named stay as they are."""
        unknown = data.keys() - demo.stand_ins.keys()
        if unknown:
            detail = f"no such system: {', '.join(sorted(unknown))}; there are {', '.join(demo.stand_ins)}"
            raise HTTPException(status_code=400, detail=detail)
        await demo.switch(
            up=[name for name, wanted in data.items() if wanted == "up"],
            down=[name for name, wanted in data.items() if wanted == "down"],
        )
        return states()

    return [show_outside, switch]
