"""Begin a log-in at the identity provider, and resume it once when the browser comes back."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from auth.federation.tables import LONGEST_PATH, IdentityLogIn
from portal.kernel.language import Language, language_of_code
from portal.kernel.outcomes import Refused

LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Begun:
    """What is sent to the provider. `browser`: a secret that the person's browser keeps meanwhile."""

    state: str
    nonce: str
    code_verifier: str
    browser: str


@dataclass(frozen=True, slots=True)
class LogIn:
    """A log-in that was resumed in time, in the browser where it began."""

    nonce: str
    code_verifier: str
    next_path: str


async def begin(session: AsyncSession, language: Language, next_path: str, now: datetime) -> Begun:
    """The state ends with the language, so an expired log-in also gets its page in that language."""
    begun = Begun(f"{_secret()}.{language}", _secret(), _secret(), _secret())
    session.add(
        IdentityLogIn(
            state_hash=_hash(begun.state),
            browser_hash=_hash(begun.browser),
            nonce=begun.nonce,
            code_verifier=begun.code_verifier,
            next_path=next_path if len(next_path) <= LONGEST_PATH else "",
            begun_at=now,
        )
    )
    return begun


def language_in(state: str) -> Language:
    """The language in which a log-in began; the default for an unknown state."""
    return language_of_code(state.rpartition(".")[2])


async def take(session: AsyncSession, state: str, browser: str, now: datetime) -> LogIn | Refused:
    """Resume the log-in and delete it: after the commit it cannot be resumed again, whatever the outcome."""
    mine = delete(IdentityLogIn).where(IdentityLogIn.state_hash == _hash(state))
    columns = (IdentityLogIn.browser_hash, IdentityLogIn.begun_at, *_KEPT)
    row = (await session.execute(mine.returning(*columns), execution_options={"synchronize_session": False})).first()
    if row is None:
        return Refused("state_unknown")
    if not compare_digest(row.browser_hash, _hash(browser)):
        return Refused("state_of_another_browser")
    if row.begun_at <= now - LIFETIME:
        return Refused("state_expired")
    return LogIn(row.nonce, row.code_verifier, row.next_path)


async def forget_expired(session: AsyncSession, now: datetime) -> None:
    """Delete log-ins that were never resumed; `take` refuses them already."""
    await session.execute(delete(IdentityLogIn).where(IdentityLogIn.begun_at <= now - LIFETIME))


_KEPT = (IdentityLogIn.nonce, IdentityLogIn.code_verifier, IdentityLogIn.next_path)


def _secret() -> str:
    """256 random bits in 43 characters, the length that RFC 7636 requires of a verifier."""
    return secrets.token_urlsafe(32)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
