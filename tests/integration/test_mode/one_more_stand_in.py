"""The demonstration in test mode with one stand-in more: `one_more_stand_in.py DATA`."""

import asyncio
import sys
from collections.abc import Collection, Mapping
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


class Register(HttpStandIn):
    """It says its address; with its one fault it says nothing."""

    possible: Mapping[str, Collection[str]] = {"answers": ["empty"]}

    def __init__(self) -> None:
        self._fault: str | None = None

        @get("/{iin:str}")
        async def person(request: Request[Any, Any, Any]) -> dict[str, str]:
            return {} if self._fault else {"host": request.base_url.netloc}

        super().__init__(Litestar([person], openapi_config=None, logging_config=None))
        self.faults = self

    def current(self) -> Mapping[str, str | None]:
        return {"answers": self._fault}

    def switch(self, service: str, fault: str | None, seconds: float) -> None:
        self._fault = fault


def _settings(settings: Settings, site: Site) -> Settings:
    """No setting of today names a register; the portal's own address shows that the row was asked."""
    return replace(settings, address=site.address)


ROW = StandInRow(
    NAME,
    _settings,
    lambda _site, _surroundings: Register(),
    lambda site: write_password(site.folder / "password"),
)

if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), 0, lambda _layout: None, test_mode=True, rows=(*STAND_INS, ROW)))
