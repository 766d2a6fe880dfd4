"""Sign in by IIN and password (clauses R-10.2 to R-10.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from auth.accounts.log_in import Credentials, credentials, log_in, still_stand
from auth.accounts.passwords import Passwords, TooBusy
from auth.limits.counting import Counted, Counter, Taken
from auth.sessions.lifecycle import close_session, open_session
from portal.database.transactions import Transactions
from portal.kernel.clock import Clock
from portal.kernel.outcomes import Refused

_WRONG = Refused("log_in_wrong")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed, what it is counted by, and the session that this browser had until now ("" for none)."""

    iin: str
    password: str = field(repr=False)
    counted: Sequence[Counted]
    former_session: str = field(default="", repr=False)


async def sign_in(
    transactions: Transactions, passwords: Passwords, counter: Counter, clock: Clock, attempt: Attempt
) -> str | Refused:
    """The id of a new session; the former one is closed.

    Counted as a failure before the password is looked at; a success gives that back. Opens its own transactions: none
    is held while the password is verified. Raises TooMany and TooBusy.
    """
    async with transactions.writing(bookkeeping=True) as session:
        taken = await counter.take(session, attempt.counted, clock.now())
        known = await credentials(session, attempt.iin)
    try:
        account_id = await log_in(known, passwords, attempt.password)
    except TooBusy:
        async with transactions.writing(bookkeeping=True) as session:
            await counter.give_back(session, taken)
        raise
    if known is None or isinstance(account_id, Refused):
        return _WRONG
    return await _open(transactions, counter, clock, known, account_id, attempt, taken)


async def _open(
    transactions: Transactions,
    counter: Counter,
    clock: Clock,
    known: Credentials,
    account_id: UUID,
    attempt: Attempt,
    taken: Taken,
) -> str | Refused:
    async with transactions.writing() as session:
        if not await still_stand(session, known):
            return _WRONG
        await counter.give_back(session, taken)
        if attempt.former_session:
            await close_session(session, attempt.former_session)
        return await open_session(session, account_id, clock.now())
