"""Sign in by the national identity provider: before the redirect to it, and after the redirect back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from auth.federation.authorization_response import AuthorizationResponse, fetch_iin
from auth.federation.log_ins import Begun, LogIn, begin, take
from auth.federation.provider import OpenIdProvider
from auth.limits.counting import Counted, Counter
from auth.sessions.lifecycle import close_session, open_session
from portal.database.transactions import Transactions
from portal.kernel.clock import Clock
from portal.kernel.iin import Iin
from portal.kernel.language import Language
from portal.kernel.outcomes import Indeterminate, Refused
from portal.wiring.take_over import admit_and_discard_drafts


@dataclass(frozen=True, slots=True)
class Callback:
    """What the browser brings back: the provider's answer, the browser's secret, its former session ("" for none)."""

    state: str
    answer: AuthorizationResponse
    browser: str = field(repr=False)
    former_session: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The id of a new session. `taken_over`: the holder has taken over an account that nobody had proven."""

    session_id: str = field(repr=False)
    next_path: str
    taken_over: bool


@dataclass(frozen=True, slots=True)
class LogInFailed:
    """A log-in that failed. The fault is Indeterminate if the provider cannot be reached."""

    fault: Refused | Indeterminate
    next_path: str = ""


async def begin_log_in(
    session: AsyncSession, counter: Counter, clock: Clock, counted: Sequence[Counted], language: Language, path: str
) -> Begun:
    """Count the attempt and begin a log-in. Raises TooMany."""
    await counter.take(session, counted, clock.now())
    return await begin(session, language, path, clock.now())


async def finish_log_in(
    transactions: Transactions,
    provider: OpenIdProvider,
    counter: Counter,
    clock: Clock,
    counted: Sequence[Counted],
    callback: Callback,
) -> SignedIn | LogInFailed:
    """Count the attempt, ask the provider who the person is, and open a session. Raises TooMany.

    Opens its own transactions: none is open while the provider is asked.
    """
    async with transactions.writing() as session:
        await counter.take(session, counted, clock.now())
        begun = await take(session, callback.state, callback.browser, clock.now())
    if isinstance(begun, Refused):
        return LogInFailed(begun)
    holder = await fetch_iin(provider, begun, callback.answer, clock)
    if not isinstance(holder, Iin):
        return LogInFailed(holder, begun.next_path)
    return await _sign_in(transactions, clock, holder, begun, callback)


async def _sign_in(transactions: Transactions, clock: Clock, holder: Iin, begun: LogIn, callback: Callback) -> SignedIn:
    """Open a session for the holder, and close the browser's former one."""
    async with transactions.writing() as session:
        admitted = await admit_and_discard_drafts(session, holder, clock)
        if callback.former_session:
            await close_session(session, callback.former_session)
        session_id = await open_session(session, admitted.account_id, clock.now())
    return SignedIn(session_id, begun.next_path, admitted.taken_over)
