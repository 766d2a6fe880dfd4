"""With `--online` the neighbours are checked: each that does not answer is a finding."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from litestar import Litestar, get

from portal.check.findings import Level
from portal.simulators.authority.app import create_authority_app
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.scanner import ScannerStandIn
from tests.integration.check.installation import CLOCK, NAMES, Installation
from tests.integration.gateway.loopback import closed_address, served

WRONG, UNKNOWN = Level.WRONG, Level.UNKNOWN


@get("/crl", media_type="application/pkix-crl")
async def no_list() -> bytes:
    return b"not a list"


@pytest.fixture
async def neighbours(installation: Installation) -> AsyncIterator[Installation]:
    """All of them answer."""
    authority = create_authority_app(DemoAuthority(installation.path("authority"), NAMES), CLOCK)
    async with served(authority) as lists, served(Litestar([no_list])) as gateway, ScannerStandIn() as scanner:
        installation.set(
            KEZEK_SCANNER=scanner.address,
            KEZEK_GATEWAY_URL=gateway,
            KEZEK_CRL_URLS=f"{lists}/crl/root.crl {lists}/crl/issuing.crl",
        )
        yield installation


async def test_nothing_is_found_while_all_answer(neighbours: Installation) -> None:
    assert await neighbours.codes(online=True) == []


async def test_a_scanner_that_is_away(neighbours: Installation) -> None:
    neighbours.set(KEZEK_SCANNER="tcp://127.0.0.1:1")

    assert await neighbours.codes(online=True) == [(UNKNOWN, "scanner_away")]


@asynccontextmanager
async def blind_scanner() -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(bytes(4))
        writer.write(b"stream: OK\0")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_a_scanner_that_finds_nothing(neighbours: Installation) -> None:
    async with blind_scanner() as address:
        neighbours.set(KEZEK_SCANNER=address)

        assert await neighbours.codes(online=True) == [(WRONG, "scanner_blind")]


async def test_a_gateway_that_is_away(neighbours: Installation) -> None:
    neighbours.set(KEZEK_GATEWAY_URL=closed_address())

    assert await neighbours.codes(online=True) == [(UNKNOWN, "neighbour_away")]


async def test_lists_that_cannot_be_fetched_or_are_none(neighbours: Installation) -> None:
    gateway = neighbours.environment["KEZEK_GATEWAY_URL"]
    neighbours.set(KEZEK_CRL_URLS=f"{closed_address()}/crl {gateway}/nothing {gateway}/crl")

    assert await neighbours.codes(online=True) == [
        (UNKNOWN, "crl_away"),
        (UNKNOWN, "crl_away"),
        (WRONG, "crl_refused"),
    ]


async def test_the_lists_held_are_left_alone(neighbours: Installation) -> None:
    def held() -> dict[Path, float]:
        return {file: file.stat().st_mtime for file in (neighbours.data / "crl").iterdir()}

    before = held()
    await neighbours.found(online=True)

    assert held() == before


async def test_offline_nobody_is_asked(neighbours: Installation) -> None:
    neighbours.set(KEZEK_SCANNER="tcp://127.0.0.1:1", KEZEK_GATEWAY_URL=closed_address())

    assert await neighbours.codes() == []
