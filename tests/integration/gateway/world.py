"""Three neighbours on loopback: a portal, the gateway's stand-in, and a provider with its own database."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx
from litestar import Litestar
from litestar.di import Provide
from sqlalchemy import Column, MetaData, String, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.tokens import SigningKey, VerifyingKeys, generate_key_pem
from portal.database.transactions import Transactions
from portal.endpoints.sync_channel import sync_channel
from portal.gateway.admit import GatewayInbound, Neighbour
from portal.gateway.deliver import deliver
from portal.gateway.envelope import Login, SendMessageRequest
from portal.gateway.exchange import Line
from portal.gateway.fields import write_fields
from portal.gateway.send import DELIVER, send
from portal.gateway.tables import GatewayMessage
from portal.jobs.worker import Worker
from portal.kernel.errors import NotYourTurn
from portal.kernel.ids import new_id
from portal.outbox.tables import OutboxTask
from portal.simulators.gateway import ADDRESS, GatewayStandIn
from tests.integration.database.fresh import fresh_database
from tests.integration.gateway.loopback import served
from tests.integration.outbox.moving import MovingClock

SERVICE = "HousingQueue"
PORTAL_LOGIN, GATEWAY_LOGIN = Login("portal", "portal's password"), Login("gateway", "gateway's password")
PORTAL_KEY, GATEWAY_KEY = SigningKey(generate_key_pem()), SigningKey(generate_key_pem())
CASES = Table("cases", MetaData(), Column("subject", String(36)), Column("category", String(40)))
TABLES = [*(cast("Table", table.__table__) for table in (OutboxTask, GatewayMessage)), CASES]


async def open_case(session: AsyncSession, subject: UUID, fields: Mapping[str, str], now: datetime) -> None:
    """The provider's handler. It counts its runs, and refuses or fails if a test says so."""
    await session.execute(insert(CASES).values(subject=str(subject), category=fields["category"]))
    if fields["category"] == "refuse":
        raise NotYourTurn("no personal data 900101300017")
    if fields["category"] == "break":
        raise ZeroDivisionError("no personal data 900101300017")


@dataclass(frozen=True, slots=True)
class World:
    clock: MovingClock
    portal: Transactions
    provider: Transactions
    stand_in: GatewayStandIn
    to_gateway: Line
    to_provider: Line

    async def send(self, category: str = "orphans", service: str = SERVICE) -> UUID:
        async with self.portal.writing() as session:
            return await send(session, service, new_id(), {"category": category}, self.clock.now())

    async def work(self, **changed: Any) -> int:
        """One round of the portal's worker. A test may change its connection."""
        line = replace(self.to_gateway, **changed)
        return await Worker(self.portal, self.clock, {DELIVER: deliver(line, self.portal, self.clock)}).run_due()

    async def task(self) -> OutboxTask:
        async with self.portal.reading() as session:
            return (await session.scalars(select(OutboxTask))).one()

    async def messages(self, of: Transactions) -> list[GatewayMessage]:
        async with of.reading() as session:
            return list((await session.scalars(select(GatewayMessage).order_by(GatewayMessage.id))).all())

    async def cases(self) -> list[str]:
        async with self.provider.reading() as session:
            return list((await session.scalars(select(CASES.c.category))).all())


def request(category: str = "orphans", login: Login = GATEWAY_LOGIN) -> SendMessageRequest:
    return SendMessageRequest(new_id(), new_id(), SERVICE, login, write_fields({"category": category}))


def provider_app(transactions: Transactions, clock: MovingClock) -> Litestar:
    gateway = Neighbour("shep", VerifyingKeys([GATEWAY_KEY.public_pem]), GATEWAY_LOGIN)
    parts = {
        "transactions": transactions,
        "clock": clock,
        "gateway_inbound": GatewayInbound("provider", gateway, {SERVICE: open_case}),
    }
    given = {name: give(part) for name, part in parts.items()}
    return Litestar([sync_channel], dependencies=given, openapi_config=None, logging_config=None)


def give(part: object) -> Provide:
    def given() -> Any:
        return part

    return Provide(given, sync_to_thread=False)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[World]:
    clock = MovingClock()
    async with AsyncExitStack() as stack:
        client = httpx.AsyncClient()
        portal = Transactions(await stack.enter_async_context(fresh_database(folder, TABLES)))
        provider = Transactions(await stack.enter_async_context(fresh_database(folder, TABLES)))
        at_provider = await stack.enter_async_context(served(provider_app(provider, clock)))
        to_provider = Line(
            client, f"{at_provider}/gateway/sync-channel", "provider", "shep", GATEWAY_KEY, GATEWAY_LOGIN
        )
        sender = Neighbour("portal", VerifyingKeys([PORTAL_KEY.public_pem]), PORTAL_LOGIN)
        stand_in = GatewayStandIn("shep", clock, [sender], {SERVICE: to_provider})
        at_gateway = await stack.enter_async_context(served(stand_in.server))
        to_gateway = Line(client, at_gateway + ADDRESS, "shep", "portal", PORTAL_KEY, PORTAL_LOGIN)
        await stack.enter_async_context(client)  # last, so that it hangs up first
        yield World(clock, portal, provider, stand_in, to_gateway, to_provider)
