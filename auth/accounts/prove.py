"""Mark an account as proven: a signature or the identity provider has shown that the IIN is its holder's."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account


async def prove(session: AsyncSession, account_id: UUID, now: datetime) -> None:
    unproven = update(Account).where(Account.id == account_id, Account.proven_at.is_(None))
    await session.execute(unproven.values(proven_at=now))


async def disprove(session: AsyncSession, account_id: UUID, proven_at: datetime | None) -> None:
    """Withdraw a proof: what proved the account at `proven_at` is not valid. A proof of another moment stays."""
    proven = update(Account).where(Account.id == account_id, Account.proven_at == proven_at)
    await session.execute(proven.values(proven_at=None))
