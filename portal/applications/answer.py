"""The executor's answers other than a notice, and what the head does with a draft (R-5.4, R-5.5, R-10.10)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.doubt import refused_for_doubt
from portal.applications.request_document import full_name, read
from portal.applications.tables import Application
from portal.kernel.errors import NotYourTurn
from portal.kernel.outcomes import Refused
from portal.messages.tell import tell
from portal.notices.form import form, issue, notice_of, void
from portal.notices.kinds import NoticeKind
from portal.notices.tables import Notice
from portal.providers.find import get_provider, name_of, staff
from portal.providers.tables import Role
from portal.regulation.actors import Actor
from portal.regulation.procedure import Act
from portal.signing.tables import Signature


@dataclass(frozen=True, slots=True)
class Remark:
    """A defect found in a kind of document, by their codes of the Standard."""

    document: str
    defect: str


async def draft_refusal(
    session: AsyncSession, application: Application, executor: UUID, ground: str, facts: str, now: datetime
) -> Refused | None:
    """Draft the reasoned refusal on a ground of item 10 of the Standard."""
    refused = await refused_for_doubt(session, application) or advance(
        session, application, Act.DRAFT_REFUSAL, By(Actor.EXECUTOR, executor), now
    )
    if refused is None:
        data = await letter_data(session, application, now)
        await form_letter(session, application, NoticeKind.REFUSAL, {**data, "ground": ground, "facts": facts}, now)
    return refused


async def sign_refusal(
    session: AsyncSession, application: Application, notice: Notice, signature: Signature, now: datetime
) -> Refused | None:
    """The head's signature on the refusal is accepted: the citizen has it."""
    refused = await refused_for_doubt(session, application) or advance(
        session, application, Act.SIGN_REFUSAL, By(Actor.HEAD, signature.account_id), now
    )
    if refused is None:
        issue(notice, signature.id, now)
        tell(session, application.account_id, "refused", application.id, _number(application), now)
    return refused


async def return_draft(
    session: AsyncSession, application: Application, head: UUID, remark: str, now: datetime
) -> Refused | None:
    """The head does not sign: back to the executor with remarks; the executor's term goes on."""
    refused = advance(session, application, Act.RETURN_DRAFT, By(Actor.HEAD, head), now, {"remark": remark})
    if refused is None:
        notice = await notice_of(session, application.id)
        if notice is not None:
            void(notice, now)
    return refused


async def refuse_for_defects(
    session: AsyncSession,
    application: Application,
    executor: UUID,
    remarks: Sequence[Remark],
    words: str,
    now: datetime,
) -> Refused | None:
    """Refuse because of defects in the documents (R-10.10). `words` are the executor's own, for the applicant."""
    data = {"remarks": [asdict(remark) for remark in remarks], "words": words}
    refused = await refused_for_doubt(session, application) or advance(
        session, application, Act.REFUSE_FOR_DEFECTS, By(Actor.EXECUTOR, executor), now, data
    )
    if refused is None:
        tell(session, application.account_id, "defects", application.id, _number(application), now)
    return refused


async def letter_data(session: AsyncSession, application: Application, now: datetime) -> dict[str, str]:
    """What every letter about an application says: to whom, from whom, about what."""
    document = read(application.request_document or b"")
    provider = await get_provider(session, application.provider_id) if application.provider_id else None
    if provider is None:
        raise NotYourTurn
    heads = await staff(session, provider.id, Role.HEAD, now)
    if not heads:
        raise NotYourTurn
    return {
        "recipient": full_name(document["answers"]),
        "provider": name_of(provider, application.language),
        "signer": heads[0].full_name,
        "signer_id": str(heads[0].id),
        "application": application.registration_number or "",
        "arrived_on": (application.arrived_at or now).isoformat(),
    }


async def form_letter(
    session: AsyncSession, application: Application, kind: NoticeKind, data: dict[str, str], now: datetime
) -> Notice:
    signer = UUID(data["signer_id"])
    return await form(session, kind, application.account_id, application.id, signer, application.language, data, now)


def _number(application: Application) -> dict[str, str]:
    return {"number": application.registration_number or ""}
