"""The demonstration in test mode with one stand-in more: `one_more_stand_in.py DATA`."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, get

from portal.demo.new_keys import write_password
from portal.demo.run import run
from portal.demo.site import Site
from portal.demo.stand_ins import STAND_INS, StandInRow
from portal.settings import Settings
from portal.simulators.stand_in import HttpStandIn

NAME = "register"


@get("/{iin:str}")
async def person(request: Request[Any, Any, Any]) -> dict[str, str]:
    return {"host": request.base_url.netloc}


def _settings(settings: Settings, site: Site) -> Settings:
    """No setting of today names a register; the portal's own address shows that the row was asked."""
    return replace(settings, address=site.address)


ROW = StandInRow(
    NAME,
    _settings,
    lambda _site, _surroundings: HttpStandIn(Litestar([person], openapi_config=None, logging_config=None)),
    lambda site: write_password(site.folder / "password"),
)

if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), 0, lambda _layout: None, test_mode=True, rows=(*STAND_INS, ROW)))
