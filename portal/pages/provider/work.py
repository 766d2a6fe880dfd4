"""The work of each role on a case, for its part of the page (templates/partials/provider/<role>.html)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.history import last_data
from portal.applications.tables import Application
from portal.notices.kinds import NOTICES, NoticeRow
from portal.notices.lifecycle import notice_of
from portal.notices.tables import Notice
from portal.providers.find import Holding, staff
from portal.providers.tables import Role
from portal.regulation.procedure import Act
from portal.regulation.standard import (
    DEFECTS,
    DOCUMENT_KINDS,
    REFUSAL_GROUNDS,
    Defect,
    DocumentKind,
    RefusalGround,
    offered,
    required_documents,
)
from portal.signing.explain import Explanation, refusal_of
from portal.signing.find import newest_signature
from portal.signing.tables import SignatureState
from portal.wiring.signatures import NOTICE


@dataclass(frozen=True, slots=True)
class ClerkWork:
    """The clerk registers; the form has no data."""

    role: Role = Role.CLERK


@dataclass(frozen=True, slots=True)
class ToSign:
    """A result that waits for the head's signature, and the state of the last signature over it."""

    notice: Notice
    row: NoticeRow
    is_anew: bool
    """Whether it was issued before with a signature that is found void."""
    is_being_checked: bool
    refusal: Explanation | None


@dataclass(frozen=True, slots=True)
class HeadWork:
    """`to_sign` is None while the head has to name the executor."""

    executors: Sequence[Holding]
    to_sign: ToSign | None
    role: Role = Role.HEAD


@dataclass(frozen=True, slots=True)
class ExecutorWork:
    """`remark` is why the head has returned the draft; "" if it was not returned.

    `unprintable` has the characters for which the returned draft could not be printed.
    """

    remark: str
    unprintable: str
    examined: Sequence[DocumentKind]
    grounds: Mapping[str, RefusalGround] = field(default_factory=lambda: REFUSAL_GROUNDS)
    defects: Mapping[str, Defect] = field(default_factory=lambda: offered(DEFECTS))
    role: Role = Role.EXECUTOR


Work = ClerkWork | HeadWork | ExecutorWork


async def work_of(session: AsyncSession, application: Application, holding: Holding, now: datetime) -> Work:
    """Return the work of this position on the application. The caller has checked that it is its turn."""
    return await _WORKS[holding.role](session, application, holding, now)


def makes_pdf(work: Work) -> bool:
    """Return whether a job is still making the PDF that the head has to sign."""
    notice = work.to_sign.notice if isinstance(work, HeadWork) and work.to_sign else None
    return notice is not None and notice.pdf_sha256 is None and notice.unprintable is None


async def _for_clerk(_session: AsyncSession, _application: Application, _holding: Holding, _now: datetime) -> Work:
    return ClerkWork()


async def _for_head(session: AsyncSession, application: Application, holding: Holding, now: datetime) -> Work:
    executors = await staff(session, holding.provider_id, Role.EXECUTOR, now)
    notice = await notice_of(session, application.id)
    return HeadWork(executors, await _to_sign(session, application, notice) if notice else None)


async def _to_sign(session: AsyncSession, application: Application, notice: Notice) -> ToSign:
    signature = await newest_signature(session, notice.id, NOTICE)
    # What became of a signature over an earlier form of the notice concerns nobody any more.
    if signature and signature.content_sha256 != notice.pdf_sha256:
        signature = None
    return ToSign(
        notice=notice,
        row=NOTICES[notice.kind],
        is_anew=bool(await last_data(session, application.id, Act.WITHDRAW_NOTICE)),
        is_being_checked=signature is not None and signature.state is SignatureState.BEING_CHECKED,
        refusal=refusal_of(signature),
    )


async def _for_executor(session: AsyncSession, application: Application, _holding: Holding, _now: datetime) -> Work:
    returned = await last_data(session, application.id, Act.RETURN_DRAFT)
    remark, unprintable = returned.get("remark", ""), returned.get("unprintable", "")
    return ExecutorWork(remark, unprintable, examined_kinds(application))


def examined_kinds(application: Application) -> list[DocumentKind]:
    """Return the kinds an executor can find defects in: attached ones, required ones, and "other"."""
    request = application.request
    asked = {need.kind for need in required_documents(request.answers) if need.required}
    return [kind for code, kind in DOCUMENT_KINDS.items() if code in request.attached_kinds | asked | {"other"}]


_Working = Callable[[AsyncSession, Application, Holding, datetime], Awaitable[Work]]
_WORKS: Mapping[Role, _Working] = {Role.CLERK: _for_clerk, Role.HEAD: _for_head, Role.EXECUTOR: _for_executor}
