"""Requests in doubt: the signature was accepted, and is found void after the provider registered the request (R-10.7).

No column marks the doubt: the signature tells that it exists, and the journal that it is decided.
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
"""States in which a doubt is decided. Before registration the portal recalls the request instead."""
_FOUND_VOID = (
    Signature.subject_id == Application.id,
    Signature.arrived_at == Application.arrived_at,
    Signature.state == SignatureState.INVALID,
    Signature.looked_again_at.is_not(None),
)
_KEEPING = (JournalEntry.subject_id == Application.id, JournalEntry.act == Act.KEEP_REQUEST.value)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A signature found void. `kept_because` is the executor's reason to keep the request; None if none is given."""

    signature: Signature
    kept_because: str | None
    is_open: bool
    """Whether the executor has to decide. While it is open no answer is drafted or signed."""


def in_doubt() -> ColumnElement[bool]:
    """Return an SQL condition on Application: its doubt is open."""
    registered = Application.application_state.in_(_REGISTERED)
    return registered & exists().where(*_FOUND_VOID) & ~exists().where(*_KEEPING)


async def doubt_of(session: AsyncSession, application: Application) -> Doubt | None:
    """Return the doubt about the signature that the application arrived with, None if it was not found void."""
    this = Application.id == application.id
    signature = (await session.scalars(select(Signature).join(Application, this).where(*_FOUND_VOID))).first()
    if signature is None:
        return None
    kept = (await session.scalars(select(JournalEntry).join(Application, this).where(*_KEEPING))).first()
    reason = str(kept.data["reason"]) if kept else None
    return Doubt(signature, reason, is_open=kept is None and application.application_state in _REGISTERED)


async def refused_for_doubt(session: AsyncSession, application: Application) -> Refused | None:
    """Return a refusal while the doubt is open. Every act that answers the request asks this first."""
    doubt = await doubt_of(session, application)
    return Refused(NOT_OPEN) if doubt and doubt.is_open else None
