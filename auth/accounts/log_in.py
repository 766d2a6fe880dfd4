"""Check an IIN and a password (clauses R-10.2 to R-10.4)."""

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
    """The account that somebody wants to sign in to, and its password hash."""

    account_id: UUID
    password_hash: str


async def credentials(session: AsyncSession, iin: str) -> Credentials | None:
    found = (await session.execute(_BY_IIN, {"iin": iin})).first()
    return Credentials(*found) if found else None


async def log_in(known: Credentials | None, passwords: Passwords, password: str) -> UUID | Refused:
    """The account's id. An unknown IIN and a wrong password get the same refusal after the same work.

    It takes no database session, as none should stay open while a password is hashed.
    """
    fits = await passwords.verify(known.password_hash if known else None, password)
    return known.account_id if known and fits else Refused("log_in_wrong")


async def still_stand(session: AsyncSession, known: Credentials) -> bool:
    """Whether the password hash is still the one that was verified. Locks the row until the commit.

    The holder of the IIN may have ended the password while it was being verified.
    """
    values = {"account_id": known.account_id, "password_hash": known.password_hash}
    return await session.scalar(_UNCHANGED, values) is not None
