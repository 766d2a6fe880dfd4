"""Open an account (clause R-10.1)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account
from portal.kernel.iin import Iin


async def register(session: AsyncSession, iin: Iin, password_hash: str, now: datetime) -> UUID | None:
    """The new account's id; None where the IIN has one already: then nothing changes, and nobody is told."""
    if await session.scalar(select(Account.id).where(Account.iin == iin.digits)):
        return None
    account = Account(iin=iin.digits, password_hash=password_hash, created_at=now)
    session.add(account)
    await session.flush()
    return account.id
