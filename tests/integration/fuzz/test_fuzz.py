"""Nothing that anybody can send fails on our side: every route, seven kinds of visitors, requests made from seeds.

A failure names its seed and number; the same request is made from them again. `make test` tries a few of them,
`make test-long` many.
"""

import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
from litestar import Litestar

from portal.kernel.language import split_path
from tests.factories.cases import Cases
from tests.factories.page_checks import Page, faults_of
from tests.factories.portal import Portal, living
from tests.factories.sink import SINK
from tests.integration.fuzz.asking import Asking
from tests.integration.fuzz.visitors import NO_PROVIDER, Ids, Kind, app_with_every_route, fill, site_of, visit
from tests.integration.fuzz.wire import Answered, Asked, ask_application, ask_server
from tests.integration.server.serving import running

A_SESSION = 50
"""Requests before the visitor signs in anew: among the forms is the one that signs out."""
OUR_FAULTS = ("unforeseen", "Exception in ASGI application")
UNREAD = b"Invalid HTTP request received."
"""The server's own answer to what is no HTTP: it does not know of what method."""
SOAP = "/gateway/sync-channel"
LEADS = re.compile(rf"/|/[!-.0-\\[\]-~][!-~]*|{NO_PROVIDER}/[!-~]*")
"""Where an answer may lead: to a path of ours, and to the identity provider."""
Ask = Callable[[Asked], Awaitable[Answered]]


@dataclass
class World:
    portal: Portal
    app: Litestar
    ids: Ids


@pytest.fixture(scope="session")
def every_route(portal_of_all: Portal) -> Litestar:
    return app_with_every_route(portal_of_all)


@pytest.fixture
async def world(portal: Portal, cases: Cases, every_route: Litestar) -> AsyncIterator[World]:
    async with living(every_route):
        yield World(portal, every_route, await fill(portal, cases))


async def tried(world: World, kind: Kind, count: int, ask: Ask, name: str = "") -> list[str]:
    """What went wrong, each with how to make it again."""
    found: list[str] = []
    site = await site_of(world.portal, world.app, kind, world.ids)
    for session in range(count // A_SESSION):
        seed, mark = f"{name}{kind}-{session}", secrets.token_hex(6)
        asking = Asking(seed, site, await visit(world.portal, world.app, kind), mark)
        for number in range(A_SESSION):
            asked = asking.next()
            SINK.lines.clear()
            answered = await ask(asked)
            faults = [*wrong_with(asked, answered), *said_in_the_log(mark)]
            found += [f"{seed}/{number} {asked.method} {asked.target[:200]}: {fault}" for fault in faults]
    return found


def wrong_with(asked: Asked, answered: Answered) -> list[str]:
    found = []
    is_fault_of_soap = asked.path.strip("/") == SOAP.strip("/") and b"Fault>" in answered.body
    if answered.status >= 500 and not is_fault_of_soap:
        found.append(f"status {answered.status}")
    where = answered.headers.get("location") or answered.headers.get("hx-redirect") or "/"
    if not LEADS.fullmatch(where):
        found.append(f"leads to {where}")
    if answered.headers.get("content-type", "").startswith("text/html") and b"<!doctype" in answered.body[:20]:
        found += faults_of(Page(answered.body.decode()), language_of(asked))
    if asked.method == "HEAD" and answered.body not in (b"", UNREAD):
        found.append("a body")
    return found


def language_of(asked: Asked) -> str:
    return split_path("/" + "/".join(part for part in asked.path.split("/") if part))[0].value


def said_in_the_log(mark: str) -> list[str]:
    lines = [str(line) for line in SINK.lines]
    return [line[-1500:] for line in lines if mark in line or any(fault in line for fault in OUR_FAULTS)]


async def in_process(world: World, kind: Kind, count: int) -> list[str]:
    async def ask(asked: Asked) -> Answered:
        return await ask_application(world.app, asked)

    return await tried(world, kind, count, ask)


async def on_a_socket(world: World, kind: Kind, count: int) -> list[str]:
    async with running(world.app) as served:

        async def ask(asked: Asked) -> Answered:
            return await ask_server(served, asked)

        return await tried(world, kind, count, ask, "socket-")


@pytest.mark.parametrize("kind", Kind)
async def test_nothing_sent_fails_on_our_side(world: World, kind: Kind) -> None:
    assert await in_process(world, kind, 2 * A_SESSION) == []


@pytest.mark.parametrize("kind", [Kind.NOBODY, Kind.PROVEN])
async def test_nothing_sent_to_the_server_fails_on_our_side(world: World, kind: Kind) -> None:
    assert await on_a_socket(world, kind, A_SESSION) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", Kind)
async def test_nothing_of_much_fails_on_our_side(world: World, kind: Kind) -> None:
    assert await in_process(world, kind, 40 * A_SESSION) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", Kind)
async def test_nothing_of_much_sent_to_the_server_fails_on_our_side(world: World, kind: Kind) -> None:
    assert await on_a_socket(world, kind, 20 * A_SESSION) == []
