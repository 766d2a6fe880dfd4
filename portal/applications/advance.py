"""The one function that moves an application from state to state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.tables import Application
from portal.journal.write import write_entry
from portal.kernel.outcomes import Refused
from portal.regulation.actors import Actor
from portal.regulation.procedure import Act, next_state


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: an actor of the procedure, and the account of the person; None for a machine."""

    actor: Actor
    account_id: UUID | None = None


def advance(
    session: AsyncSession, application: Application, act: Act, by: By, at: datetime, data: dict[str, Any] | None = None
) -> Refused | None:
    """Do the act if the regulation opens it in this state to this actor, and write it into the journal.

    The caller has locked the row (`find.lock_application`), and writes what else the act brings in the same
    transaction.
    """
    moved = next_state(application.application_state, act, by.actor)
    if isinstance(moved, Refused):
        return moved
    application.application_state = moved
    write_entry(session, application.id, act, by.actor, by.account_id, at, data)
    return None
