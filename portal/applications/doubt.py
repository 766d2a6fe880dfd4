"""A request whose signature was accepted, and is found void after the provider registered it: to be decided (R-10.7).

Nothing marks the application. That it is in doubt follows from the signature it arrived with; that this was decided,
from the journal.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.tables import Application
from portal.journal.tables import JournalEntry
from portal.kernel.outcomes import Refused
from portal.messages.tell import tell
from portal.notices.form import notice_of, void
from portal.regulation.actors import Actor
from portal.regulation.procedure import NOT_OPEN, Act
from portal.regulation.states import State
from portal.signing.tables import Signature, SignatureState

_UNDER_WAY = (State.REGISTERED, State.EXAMINED, State.DRAFTED)
_FOUND_VOID = (
    Signature.subject_id == Application.id,
    Signature.arrived_at == Application.arrived_at,
    Signature.state == SignatureState.INVALID,
    Signature.looked_again_at.is_not(None),
)
_KEEPING = (JournalEntry.subject_id == Application.id, JournalEntry.act == Act.KEEP_REQUEST.value)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was found. `kept_because`: the executor's reason to go on all the same; None while nobody has decided."""

    signature: Signature
    kept_because: str | None
    is_open: bool
    """To be decided: until then no answer is drafted or signed. After the end it is only shown."""


def in_doubt() -> ColumnElement[bool]:
    """Of an application in a statement: whether there is something to be decided."""
    under_way = Application.application_state.in_(_UNDER_WAY)
    return under_way & exists().where(*_FOUND_VOID) & ~exists().where(*_KEEPING)


async def doubt_of(session: AsyncSession, application: Application) -> Doubt | None:
    """None where nothing was found against the signature that the application arrived with."""
    this = Application.id == application.id
    signature = (await session.scalars(select(Signature).join(Application, this).where(*_FOUND_VOID))).first()
    if signature is None:
        return None
    kept = (await session.scalars(select(JournalEntry).join(Application, this).where(*_KEEPING))).first()
    reason = str(kept.data["reason"]) if kept else None
    return Doubt(signature, reason, is_open=kept is None and application.application_state in _UNDER_WAY)


async def refused_for_doubt(session: AsyncSession, application: Application) -> Refused | None:
    """Asked by every act that answers the request: first it must be decided whether there is one."""
    doubt = await doubt_of(session, application)
    return Refused(NOT_OPEN) if doubt and doubt.is_open else None


async def refuse_unconfirmed(
    session: AsyncSession, application: Application, executor: UUID, now: datetime
) -> Refused | None:
    """End the request because its signature does not confirm it (R-10.7); a letter that was drafted is void."""
    refused = await _refused_without_doubt(session, application) or advance(
        session, application, Act.REFUSE_UNCONFIRMED, By(Actor.EXECUTOR, executor), now
    )
    if refused is None:
        if notice := await notice_of(session, application.id):
            void(notice, now)
        number = {"number": application.registration_number or ""}
        tell(session, application.account_id, "unconfirmed", application.id, number, now)
    return refused


async def keep_request(
    session: AsyncSession, application: Application, executor: UUID, reason: str, now: datetime
) -> Refused | None:
    """Go on with the request all the same. The reason stays in the journal, and with the case."""
    return await _refused_without_doubt(session, application) or advance(
        session, application, Act.KEEP_REQUEST, By(Actor.EXECUTOR, executor), now, {"reason": reason}
    )


async def _refused_without_doubt(session: AsyncSession, application: Application) -> Refused | None:
    return None if await refused_for_doubt(session, application) else Refused(NOT_OPEN)
