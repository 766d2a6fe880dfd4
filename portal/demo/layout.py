"""Where everything of a demonstration is: its data folder, and its ports, one after another from the portal's."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.demo.site import HOST, Site
from portal.demo.stand_ins import AUTHORITY, STAND_INS, StandInRow

USUAL_PORT = 8080
LOG = "portal.log"
"""The name of the log in the data folder."""


@dataclass(frozen=True, slots=True)
class DemoLayout:
    """`rows`: the stand-ins it has, in the order of their ports."""

    data: Path
    port: int = USUAL_PORT
    rows: tuple[StandInRow, ...] = STAND_INS

    @property
    def portal(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def authority(self) -> Site:
        return self.site(AUTHORITY)

    @property
    def log_file(self) -> Path:
        return self.data / LOG

    def sites(self) -> Iterator[tuple[StandInRow, Site]]:
        for port, row in enumerate(self.rows, self.port + 1):
            yield row, Site(self.data / row.name, port, row.scheme)

    def site(self, name: str) -> Site:
        return next(site for row, site in self.sites() if row.name == name)

    def addresses(self) -> dict[str, str]:
        """By name, the portal's first."""
        return {"portal": self.portal, **{row.name: site.address for row, site in self.sites()}}
