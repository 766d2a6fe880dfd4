"""What a stand-in is created from: its place, and the portal around it."""

from dataclasses import dataclass
from pathlib import Path

import httpx

from portal.kernel.clock import Clock
from portal.rendering.environment import Rendering
from portal.settings import Settings

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Site:
    """A folder of its own for keys and passwords, a port of its own on loopback."""

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
