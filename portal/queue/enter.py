"""The notice of registration, drafted with its ordinal number; with the head's signature, the entry (R-5.4, R-5.5)."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.answer import form_letter, letter_data
from portal.applications.doubt import refused_for_doubt
from portal.applications.request_document import read
from portal.applications.tables import Application
from portal.database.insert_once import insert_once
from portal.kernel.errors import NotYourTurn
from portal.kernel.outcomes import Refused
from portal.messages.tell import tell
from portal.notices.form import issue, renew, void
from portal.notices.kinds import NoticeKind
from portal.notices.tables import Notice
from portal.queue.place import Key, hold, place
from portal.queue.tables import QueueEntry
from portal.regulation.actors import Actor
from portal.regulation.procedure import Act
from portal.signing.tables import Signature


def key_of(application: Application) -> Key:
    """Where an application stands, or would stand: by the category it names and the moment it arrived."""
    if application.provider_id is None or application.arrived_at is None or not application.registration_number:
        raise NotYourTurn
    category = read(application.request_document or b"")["answers"]["category"]
    return Key(application.provider_id, category, application.arrived_at, application.registration_number)


async def draft_notice(
    session: AsyncSession, application: Application, executor: UUID, now: datetime
) -> Refused | None:
    """Draft the notice of registration with the ordinal number as of now."""
    refused = await refused_for_doubt(session, application) or advance(
        session, application, Act.DRAFT_NOTICE, By(Actor.EXECUTOR, executor), now
    )
    if refused is None:
        key = key_of(application)
        data = await letter_data(session, application, now)
        data |= {"category": key.list, "ordinal": str(await place(session, key))}
        await form_letter(session, application, NoticeKind.REGISTRATION, data, now)
    return refused


async def bring_up_to_date(
    session: AsyncSession, application: Application, notice: Notice, signer_id: UUID, signer: str, now: datetime
) -> bool:
    """Make the notice anew if its number has moved since, or somebody else will sign. True: it was made anew.

    An earlier applicant decided in between enters ahead: a notice that says otherwise is never issued.
    """
    data = {"signer": signer, "signer_id": str(signer_id)}
    if notice.kind is NoticeKind.REGISTRATION:
        key = key_of(application)
        await hold(session, key.provider_id)
        data["ordinal"] = str(await place(session, key))
    if all(notice.data.get(name) == value for name, value in data.items()):
        return False
    await renew(session, notice, signer_id, data, now)
    return True


async def enter(
    session: AsyncSession, application: Application, notice: Notice, signature: Signature, now: datetime
) -> Refused | None:
    """The head's signature is accepted: the citizen enters the list, and has the notice.

    Whoever has entered by a notice that was withdrawn since has kept the place.
    """
    refused = await refused_for_doubt(session, application) or advance(
        session, application, Act.SIGN_NOTICE, By(Actor.HEAD, signature.account_id), now
    )
    if refused:
        return refused
    key = key_of(application)
    entry = {"account_id": application.account_id, **asdict(key), "entered_at": now}
    await session.execute(insert_once(session, QueueEntry).values(application_id=application.id, **entry))
    issue(notice, signature.id, now)
    tell(session, application.account_id, "registered", application.id, {"number": key.registration_number}, now)
    return None


async def withdraw(session: AsyncSession, application: Application, notice: Notice, now: datetime) -> Refused | None:
    """The head's signature was accepted, and is found void: the notice counts no more, and waits to be signed anew.

    The place in the list is kept: it follows from the citizen's arrival, which nobody doubts.
    """
    refused = advance(session, application, Act.WITHDRAW_NOTICE, By(Actor.PORTAL), now, {"notice": notice.number})
    if refused:
        return refused
    void(notice, now)
    data = dict(notice.data)
    if notice.kind is NoticeKind.REGISTRATION:
        data["ordinal"] = str(await place(session, key_of(application)))
    await form_letter(session, application, notice.kind, data, now)
    number = {"number": application.registration_number or ""}
    tell(session, application.account_id, "notice_withdrawn", application.id, number, now)
    return None
