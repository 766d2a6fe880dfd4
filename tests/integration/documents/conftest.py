"""The domain with real files, a real database, a scanner stand-in and worker processes."""

from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf
from PIL import Image

from portal.database.transactions import Transactions
from portal.documents.check import CheckHandler
from portal.documents.scanner import Clamd
from portal.documents.workers import Workers
from portal.files.opening import open_files
from portal.kernel.ids import new_id
from portal.simulators.scanner import ScannerStandIn
from tests.integration.database.fresh import fresh_database
from tests.integration.documents.room import TABLES, Room, StandingClock


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    opened = Workers()
    yield opened
    opened.close()


@pytest.fixture
async def scanner() -> AsyncIterator[ScannerStandIn]:
    async with ScannerStandIn() as listening:
        yield listening


@pytest.fixture
async def room(tmp_path: Path, scanner: ScannerStandIn, workers: Workers) -> AsyncIterator[Room]:
    clock = StandingClock()
    quarantine, clean = (open_files(tmp_path / "files", f"scans/{area}") for area in ("quarantine", "clean"))
    check = CheckHandler(quarantine, clean, Clamd(scanner.address, seconds=5), workers, clock)
    async with fresh_database(tmp_path, TABLES) as engine:
        yield Room(Transactions(engine), clock, quarantine, clean, check)


@pytest.fixture
def owner() -> object:
    return new_id()


@pytest.fixture(scope="session")
def pdf() -> bytes:
    out = BytesIO()
    with Pdf.new() as document:
        document.add_blank_page()
        document.add_blank_page()
        document.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture(scope="session")
def photograph() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()
