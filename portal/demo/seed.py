"""Put the demonstration's providers and people into a database. Idempotent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.passwords import Passwords
from auth.accounts.register import register
from portal.database.transactions import Transactions
from portal.demo.people import PASSWORD, PEOPLE, PROVIDERS, DemoPerson, DemoProvider
from portal.kernel.ids import new_id
from portal.kernel.iin import Iin
from portal.providers.find import provider_by_code
from portal.providers.tables import Position, Provider

_OPENS, _CLOSES = 9 * 60, 18 * 60 + 30


async def seed_demo(transactions: Transactions, passwords: Passwords, now: datetime) -> None:
    hashed = await passwords.hash(PASSWORD)
    async with transactions.writing() as session:
        for provider in PROVIDERS:
            await _add_provider(session, provider)
        for person in PEOPLE:
            await _add_person(session, person, hashed, now)


async def _add_provider(session: AsyncSession, provider: DemoProvider) -> None:
    if await provider_by_code(session, provider.code):
        return
    names = {"name": provider.name, "settlement": provider.settlement}
    hours = {"zone": "Asia/Oral", "opens": _OPENS, "closes": _CLOSES}
    session.add(Provider(id=new_id(), code=provider.code, bin=provider.bin, **names, **hours))
    await session.flush()


async def _add_person(session: AsyncSession, person: DemoPerson, hashed: str, now: datetime) -> None:
    iin = Iin.parse(person.iin)
    if not isinstance(iin, Iin):
        raise TypeError("a demonstration person without an IIN")
    account_id = await register(session, iin, hashed, now)
    if account_id and person.role:
        await _add_position(session, person, account_id, now)


async def _add_position(session: AsyncSession, person: DemoPerson, account_id: UUID, now: datetime) -> None:
    provider_id = await session.scalar(select(Provider.id).where(Provider.code == person.provider))
    session.add(
        Position(
            provider_id=provider_id,
            account_id=account_id,
            role=person.role,
            full_name=person.full_name,
            since=now,
        )
    )
