"""Open an account (clause R-10.1)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account
from portal.database.insert_once import insert_once
from portal.kernel.iin import Iin


async def register(session: AsyncSession, iin: Iin, password_hash: str, now: datetime) -> UUID | None:
    """The new account's id; None when the IIN has an account already. Nothing changes then, and nobody is told."""
    account = {"iin": iin.digits, "password_hash": password_hash, "created_at": now}
    added = await session.execute(insert_once(session, Account).values(account).returning(Account.id))
    # Written in both cases: a commit with a write takes longer than one without, and would show that the IIN is known.
    await session.execute(update(Account).where(Account.iin == iin.digits).values(iin=iin.digits))
    return added.scalar()
