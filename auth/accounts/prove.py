"""A signature, or the identity provider, has shown that the IIN is theirs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account


async def prove(session: AsyncSession, account_id: UUID, now: datetime) -> None:
    unproven = update(Account).where(Account.id == account_id, Account.proven_at.is_(None))
    await session.execute(unproven.values(proven_at=now))


async def disprove(session: AsyncSession, account_id: UUID, proven_at: datetime | None) -> None:
    """What proved it at that moment is found to be no proof. What has proved it at another moment stays."""
    proven = update(Account).where(Account.id == account_id, Account.proven_at == proven_at)
    await session.execute(proven.values(proven_at=None))
