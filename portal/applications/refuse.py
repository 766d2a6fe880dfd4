"""The executor refuses, and the head returns a draft unsigned (R-5.4, R-5.5, R-10.10)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import advance
from portal.applications.continue_draft import continue_draft
from portal.applications.desk import take_case
from portal.applications.doubt import refused_for_doubt
from portal.applications.letters import draft_letter, letter_data
from portal.kernel.outcomes import Refused
from portal.messages.kinds import MessageKind
from portal.messages.tell import tell
from portal.notices.kinds import NoticeKind
from portal.notices.lifecycle import notice_of, void_notice
from portal.providers.find import Official
from portal.providers.tables import Role
from portal.regulation.procedure import Act


@dataclass(frozen=True, slots=True)
class Remark:
    """A defect found in a kind of document; both are codes of the Standard's tables."""

    document: str
    defect: str


async def draft_refusal(
    session: AsyncSession, executor: Official, application_id: UUID, ground: str, facts: str, now: datetime
) -> Refused | None:
    """Draft the reasoned refusal on a ground of item 10 of the Standard."""
    case = await take_case(session, executor, Role.EXECUTOR, application_id)
    refused = await refused_for_doubt(session, case.application) or advance(
        session, case.application, Act.DRAFT_REFUSAL, case.by, now
    )
    if refused is None:
        data = await letter_data(session, case.application, now) | {"ground": ground, "facts": facts}
        await draft_letter(session, case.application, NoticeKind.REFUSAL, data, now)
    return refused


async def refuse_for_defects(
    session: AsyncSession,
    executor: Official,
    application_id: UUID,
    remarks: Sequence[Remark],
    words: str,
    now: datetime,
) -> Refused | None:
    """Refuse because of defects in the documents (R-10.10), and continue the answers in a new draft.

    `words` is the executor's explanation to the applicant.
    """
    case = await take_case(session, executor, Role.EXECUTOR, application_id)
    application, data = case.application, {"remarks": [asdict(remark) for remark in remarks], "words": words}
    refused = await refused_for_doubt(session, application) or advance(
        session, application, Act.REFUSE_FOR_DEFECTS, case.by, now, data
    )
    if refused is None:
        tell(session, application.account_id, MessageKind.DEFECTS, application.id, application.numbered, now)
        await continue_draft(session, application, now)
    return refused


async def return_draft(
    session: AsyncSession, head: Official, application_id: UUID, remark: str, now: datetime
) -> Refused | None:
    """Return the draft to the executor with a remark instead of signing it. The executor's term runs on."""
    case = await take_case(session, head, Role.HEAD, application_id)
    notice = await notice_of(session, application_id)
    data = {"remark": remark} | ({"unprintable": notice.unprintable} if notice and notice.unprintable else {})
    refused = advance(session, case.application, Act.RETURN_DRAFT, case.by, now, data)
    if refused is None and notice is not None:
        void_notice(notice, now)
    return refused
