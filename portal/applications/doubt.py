"""A request whose signature was accepted, and is found void after the provider registered it: to be decided (R-10.7).

Nothing marks the application. That it is in doubt follows from the signature it arrived with; that this was decided,
from the journal.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.tables import Application
from portal.journal.tables import JournalEntry
from portal.kernel.outcomes import Refused
from portal.regulation.procedure import NOT_OPEN, TRANSITION_OF, Act
from portal.regulation.states import Phase, states_in
from portal.signing.tables import Signature, SignatureState

_REGISTERED = tuple(state for state in states_in(Phase.AT_PROVIDER) if (state, Act.RECALL) not in TRANSITION_OF)
"""Until it is registered, a request whose signature is found void is recalled: nothing is left to decide."""
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
    registered = Application.application_state.in_(_REGISTERED)
    return registered & exists().where(*_FOUND_VOID) & ~exists().where(*_KEEPING)


async def doubt_of(session: AsyncSession, application: Application) -> Doubt | None:
    """None where nothing was found against the signature that the application arrived with."""
    this = Application.id == application.id
    signature = (await session.scalars(select(Signature).join(Application, this).where(*_FOUND_VOID))).first()
    if signature is None:
        return None
    kept = (await session.scalars(select(JournalEntry).join(Application, this).where(*_KEEPING))).first()
    reason = str(kept.data["reason"]) if kept else None
    return Doubt(signature, reason, is_open=kept is None and application.application_state in _REGISTERED)


async def refused_for_doubt(session: AsyncSession, application: Application) -> Refused | None:
    """Asked by every act that answers the request: first it must be decided whether there is one."""
    doubt = await doubt_of(session, application)
    return Refused(NOT_OPEN) if doubt and doubt.is_open else None
