"""The objects that the application and the worker share."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from auth.signatures import TrustStore
from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from portal.files.opening import open_files
from portal.files.store import Files
from portal.joining.trust import open_trust, responder
from portal.kernel.clock import Clock
from portal.rendering.assets import Assets
from portal.rendering.environment import Rendering
from portal.settings import Settings
from portal.signing.receive import Verifier
from portal.signing.verifier import TrustVerifier

_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Parts:
    """Handlers of the application are given each of them by its name here."""

    settings: Settings
    clock: Clock
    engine: AsyncEngine
    transactions: Transactions
    rendering: Rendering
    trust: TrustStore
    client: httpx.AsyncClient
    verifier: Verifier
    scan_quarantine: Files
    scan_files: Files
    notice_files: Files

    async def close(self) -> None:
        await self.client.aclose()
        await self.engine.dispose()


def create_parts(settings: Settings, clock: Clock) -> Parts:
    engine = create_engine(settings.database_url)
    trust = open_trust(settings)
    client = httpx.AsyncClient(timeout=_SECONDS)
    return Parts(
        settings=settings,
        clock=clock,
        engine=engine,
        transactions=Transactions(engine),
        rendering=create_rendering(settings),
        trust=trust,
        client=client,
        verifier=TrustVerifier(trust, responder(settings, trust, client, clock)),
        scan_quarantine=open_files(settings.files_url, "scans/quarantine"),
        scan_files=open_files(settings.files_url, "scans/clean"),
        notice_files=open_files(settings.files_url, "notices"),
    )


def create_rendering(settings: Settings) -> Rendering:
    return Rendering(settings.templates, Assets(settings.static), ZoneInfo(settings.zone))
