"""Issue the result when the head's signature is accepted, and enter the citizen in the list (R-5.5)."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.doubt import refused_for_doubt
from portal.applications.tables import Application
from portal.database.insert_once import insert_once
from portal.kernel.outcomes import Refused
from portal.messages.kinds import ClosedBy
from portal.messages.tell import close_messages, tell
from portal.notices.lifecycle import issue_notice
from portal.notices.tables import Notice
from portal.queue.place import order_key
from portal.queue.results import RESULTS
from portal.queue.tables import QueueEntry
from portal.regulation.actors import Actor
from portal.signing.tables import Signature


async def issue_result(
    session: AsyncSession, application: Application, notice: Notice, signature: Signature, now: datetime
) -> Refused | None:
    """Do what RESULTS says for the notice's kind: the act, the entry in a list if it has one, and the message."""
    result = RESULTS[notice.kind]
    refused = await refused_for_doubt(session, application) or advance(
        session, application, result.signing, By(Actor.HEAD, signature.account_id), now
    )
    if refused:
        return refused
    if result.enters_list:
        await _enter(session, application, now)
    issue_notice(notice, signature.id, now)
    await close_messages(session, ClosedBy.ANSWER, [application.id], now)
    tell(session, application.account_id, result.issued, application.id, application.numbered, now)
    return None


async def _enter(session: AsyncSession, application: Application, now: datetime) -> None:
    """Enter the list once: a citizen whose earlier notice was withdrawn still has the entry."""
    entry = {"account_id": application.account_id, **asdict(order_key(application)), "entered_at": now}
    await session.execute(insert_once(session, QueueEntry).values(application_id=application.id, **entry))
