"""Register by IIN and password, counted (clause R-10.1)."""

from auth.accounts.passwords import Passwords
from auth.accounts.register import register
from auth.limits.counting import Counted, Counter
from portal.database.transactions import Transactions
from portal.kernel.clock import Clock
from portal.kernel.iin import Iin


async def open_account(
    transactions: Transactions,
    passwords: Passwords,
    counter: Counter,
    clock: Clock,
    counted: Counted,
    iin: Iin,
    password: str,
) -> None:
    """Register the account. If the IIN has one, change nothing and return the same: nobody learns that it exists.

    Opens its own transactions: none is held while the password is hashed. Raises TooMany and TooBusy.
    """
    async with transactions.writing(bookkeeping=True) as session:
        await counter.take(session, [counted], clock.now())
    hashed = await passwords.hash(password)
    async with transactions.writing() as session:
        await register(session, iin, hashed, clock.now())
