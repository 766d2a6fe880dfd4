"""Admit the holder of an IIN: the identity provider's word proves the account, and ends unproven access to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.prove import prove
from auth.accounts.tables import NO_PASSWORD, Account
from auth.sessions.lifecycle import close_sessions_of
from portal.database.insert_once import insert_once
from portal.kernel.iin import Iin


@dataclass(frozen=True, slots=True)
class Admitted:
    """`taken_over`: the account existed and was not proven, so a stranger may have opened it."""

    account_id: UUID
    taken_over: bool


async def admit_holder(session: AsyncSession, iin: Iin, now: datetime) -> Admitted:
    """The holder's account, proven from now on; created when there is none.

    An unproven account loses its password and all its sessions, as a stranger may have opened it. The caller removes
    what was typed there (`portal.wiring.take_over`).
    """
    fresh = {"iin": iin.digits, "password_hash": NO_PASSWORD, "created_at": now, "proven_at": now}
    await session.execute(insert_once(session, Account).values(fresh))
    account = (await session.scalars(select(Account).where(Account.iin == iin.digits).with_for_update())).one()
    if account.proven_at is not None:
        return Admitted(account.id, taken_over=False)
    account.password_hash = NO_PASSWORD
    await prove(session, account.id, now)
    await close_sessions_of(session, account.id)
    return Admitted(account.id, taken_over=True)
