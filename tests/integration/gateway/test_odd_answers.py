"""Malformed answers of a neighbour: none counts as accepted."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from litestar import Litestar, Response, post
from litestar.params import FromPath
from litestar.response import Stream

from auth.tokens import SigningKey, generate_key_pem
from portal.gateway.exchange import Line, exchange
from portal.gateway.responses import SoapFault, write_fault, write_soap_response
from portal.kernel.outcomes import Indeterminate
from tests.factories.deadline import DEADLINE
from tests.integration.gateway.loopback import served
from tests.integration.gateway.world import PORTAL_LOGIN, request

NOW = datetime(2026, 11, 22, tzinfo=UTC)
MESSAGE = request()
AWAY = Indeterminate("gateway_unavailable")
ODD: dict[str, tuple[int, bytes, Any]] = {
    "page": (200, b"<html><body>Welcome</body></html>", SoapFault("HTTP 200", "gateway_answer")),
    "nothing": (200, b"", SoapFault("HTTP 200", "gateway_answer")),
    "created": (201, write_soap_response(MESSAGE, NOW), SoapFault("HTTP 201", "gateway_answer")),
    "moved": (302, b"", SoapFault("HTTP 302", "gateway_answer")),
    "not found": (404, b"", SoapFault("HTTP 404", "gateway_answer")),
    "too many": (429, b"", AWAY),
    "bad gateway": (502, b"<html>502</html>", AWAY),
    "yes in a failure": (500, write_soap_response(MESSAGE, NOW), AWAY),
    "unavailable": (500, write_fault(SoapFault("SCE004", "busy"), NOW), AWAY),
    "fault with 200": (200, write_fault(SoapFault("SCE909", "no"), NOW), SoapFault("SCE909", "no")),
    "fault with 500": (500, write_fault(SoapFault("SCE909", "no"), NOW), SoapFault("SCE909", "no")),
    "no success": (200, write_soap_response(MESSAGE, NOW).replace(b"SCSS001", b"SCE00"), SoapFault("SCE00", "status")),
    "answer to another": (200, write_soap_response(request(), NOW), SoapFault("HTTP 200", "gateway_answer_to_another")),
    "very long": (200, write_soap_response(MESSAGE, NOW) + b" " * 1024 * 1024, SoapFault("HTTP 200", "gateway_answer")),
}  # fmt: skip


async def spaces() -> AsyncIterator[bytes]:
    """An endless answer, longer than an envelope may be."""
    yield b" " * 1024 * 1024
    await asyncio.Event().wait()


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    @post("/{name:str}")
    async def odd(name: FromPath[str]) -> Response[bytes]:
        status, body, _ = ODD[name]
        return Response(body, status_code=status, media_type="text/xml")

    @post("/endless")
    async def endless() -> Stream:
        return Stream(spaces, media_type="text/xml")

    async with (
        served(Litestar([odd, endless], openapi_config=None, logging_config=None)) as address,
        httpx.AsyncClient() as client,
    ):
        yield Line(client, address, "shep", "portal", SigningKey(generate_key_pem()), PORTAL_LOGIN)


@pytest.mark.parametrize("name", ODD)
async def test_odd_answer_is_never_a_yes(line: Line, name: str) -> None:
    outcome = await exchange(replace(line, url=f"{line.url}/{name.replace(' ', '%20')}"), MESSAGE, NOW)

    assert outcome == ODD[name][2]


async def test_answer_without_end_is_cut_off(line: Line) -> None:
    async with asyncio.timeout(DEADLINE):
        outcome = await exchange(replace(line, url=f"{line.url}/endless"), MESSAGE, NOW)

    assert outcome == SoapFault("HTTP 201", "gateway_answer")
