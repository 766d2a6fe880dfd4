"""Where one stand-in is, and what it is made from."""

from dataclasses import dataclass
from pathlib import Path

import httpx

from portal.kernel.clock import Clock
from portal.rendering.environment import Rendering
from portal.settings import Settings

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Site:
    """Its own folder for keys and passwords, and its own port on this machine."""

    folder: Path
    port: int
    scheme: str = "http"

    @property
    def address(self) -> str:
        return f"{self.scheme}://{HOST}:{self.port}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`settings` are the portal's. `client` lives as long as the demonstration."""

    settings: Settings
    clock: Clock
    rendering: Rendering
    client: httpx.AsyncClient
