"""Tell whether IIN and password belong together (clauses R-10.2 to R-10.4)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.passwords import Passwords
from auth.accounts.tables import Account
from portal.kernel.outcomes import Refused

_BY_IIN = select(Account.id, Account.password_hash).where(Account.iin == bindparam("iin"))
_UNCHANGED = (
    select(Account.id)
    .where(Account.id == bindparam("account_id"), Account.password_hash == bindparam("password_hash"))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is known of an account that somebody wants to sign in to."""

    account_id: UUID
    password_hash: str


async def credentials(session: AsyncSession, iin: str) -> Credentials | None:
    found = (await session.execute(_BY_IIN, {"iin": iin})).first()
    return Credentials(*found) if found else None


async def log_in(known: Credentials | None, passwords: Passwords, password: str) -> UUID | Refused:
    """The account's id. One refusal for an unknown IIN and for a wrong password, after the same work.

    Takes no database session: hashing takes its time, and none should be held open for it.
    """
    fits = await passwords.verify(known.password_hash if known else None, password)
    return known.account_id if known and fits else Refused("log_in_wrong")


async def still_stand(session: AsyncSession, known: Credentials) -> bool:
    """Whether they are what the password was verified against, held so until the commit.

    Verifying takes its time, and the holder of the IIN may have ended the password meanwhile.
    """
    values = {"account_id": known.account_id, "password_hash": known.password_hash}
    return await session.scalar(_UNCHANGED, values) is not None
