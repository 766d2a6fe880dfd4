"""Applications in any state, made by the portal's own acts. Only the check of signatures is skipped."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from auth.signatures import CITIZEN as CITIZENS
from auth.signatures import OFFICIAL as OFFICIALS
from auth.signatures import Code, ExpectedSigner, Indeterminate, Invalid, Valid, Verdict
from portal.applications.advance import By
from portal.applications.decide_doubt import refuse_unconfirmed
from portal.applications.deliver import deliver_request
from portal.applications.find import lock_application
from portal.applications.make_request import make_request
from portal.applications.refuse import Remark, draft_refusal, refuse_for_defects
from portal.applications.register import name_executor, register_application
from portal.applications.submit import take_signature
from portal.applications.tables import Application
from portal.demo.people import (
    CITIZEN,
    CLERK,
    EXECUTOR,
    HEAD,
    OTHER_CLERK,
    OTHER_EXECUTOR,
    OTHER_HEAD,
    PROVIDERS,
    DemoPerson,
)
from portal.documents.file_type import FileType
from portal.documents.tables import Scan, ScanState
from portal.kernel.ids import new_id
from portal.kernel.language import Language
from portal.notices.lifecycle import notice_of
from portal.queue.notice import draft_notice
from portal.regulation.actors import Actor, Channel
from portal.regulation.states import State
from portal.signing.find import newest_signature
from portal.signing.receive import receive, record_again
from portal.signing.tables import Signature
from portal.wiring.signatures import NOTICE, REQUEST, settle
from tests.factories.answers import ANSWERS
from tests.factories.portal import Portal

STAFF = {"oral": (CLERK, HEAD, EXECUTOR), "baiterek": (OTHER_CLERK, OTHER_HEAD, OTHER_EXECUTOR)}
_BY_REFUSING = {
    (State.EXAMINED, State.DEFECTIVE),
    (State.EXAMINED, State.UNCONFIRMED),
    (State.DRAFTED, State.UNCONFIRMED),
}
PDF = b"%PDF-1.7 a notice for tests"
FACTS = "Үйін сатқан"


class Cases:
    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._ways = {
            State.CHECKING: self._being_checked,
            State.SENT: self._sent,
            State.DELIVERED: self._delivered,
            State.REGISTERED: self._registered,
            State.EXAMINED: self._examined,
            State.DRAFTED: self._drafted,
            State.ISSUED: self._signed,
            State.REFUSED: self._signed,
            State.DEFECTIVE: self._defective,
            State.UNCONFIRMED: self._unconfirmed,
        }

    async def draft(self, person: DemoPerson = CITIZEN, scans: tuple[str, ...] = (), **answers: str) -> UUID:
        """Make a complete draft; `answers` override single answers, `scans` are kinds of clean attached scans.

        A person may get several drafts this way, which the portal itself does not allow.
        """
        portal, now = self._portal, self._portal.clock.now()
        async with portal.parts.transactions.writing() as session:
            draft = Application(
                id=new_id(),
                account_id=portal.account(person),
                channel=Channel.PORTAL,
                language=Language.KAZAKH,
                application_state=State.DRAFT,
                started_at=now,
                saved_at=now,
                answers={**ANSWERS, **answers},
            )
            session.add(draft)
            for kind in scans:
                session.add(await self._scan(draft.id, kind))
        return draft.id

    async def ready(self, person: DemoPerson = CITIZEN, scans: tuple[str, ...] = (), **answers: str) -> UUID:
        """Make a draft with its request document, ready to sign."""
        application_id = await self.draft(person, scans, **answers)
        account_id, text = self._portal.account(person), self._portal.parts.rendering.text
        async with self._portal.parts.transactions.writing() as session:
            assert await make_request(session, account_id, application_id, person.iin, Language.KAZAKH, text)
        return application_id

    async def at(
        self,
        state: State,
        person: DemoPerson = CITIZEN,
        scans: tuple[str, ...] = (),
        *,
        refusal: bool = False,
        **answers: str,
    ) -> UUID:
        """Make an application in `state`. With `refusal` the executor drafts a reasoned refusal, not a notice."""
        application_id = await self.ready(person, scans, **answers)
        if state is not State.DRAFT:
            await self.bring(application_id, state, person, refusal=refusal or state is State.REFUSED)
        return application_id

    async def bring(
        self, application_id: UUID, state: State, person: DemoPerson = CITIZEN, *, refusal: bool = False
    ) -> None:
        """Move the application step by step to `state`."""
        while True:
            async with self._portal.parts.transactions.writing() as session:
                application = await lock_application(session, application_id)
                if application.application_state is state:
                    return
                step = self._next(application.application_state, state)
                await self._ways[step](session, application, person, refusal=refusal)

    def _next(self, here: State, goal: State) -> State:
        """Return the state after `here` on the way to `goal`."""
        if here is State.DRAFT:
            return State.CHECKING if goal is State.CHECKING else State.SENT
        if (here, goal) in _BY_REFUSING:
            return goal
        way = (State.SENT, State.DELIVERED, State.REGISTERED, State.EXAMINED, State.DRAFTED)
        return State.ISSUED if here is State.DRAFTED else way[way.index(here) + 1]

    async def _being_checked(
        self, session: AsyncSession, application: Application, person: DemoPerson, **_: object
    ) -> None:
        await self._take_request(session, application, person, Indeterminate(Code.REVOCATION_UNKNOWN, {}, ()))

    async def _sent(self, session: AsyncSession, application: Application, person: DemoPerson, **_: object) -> None:
        await self._take_request(session, application, person, _valid(person))

    async def _take_request(
        self, session: AsyncSession, application: Application, person: DemoPerson, verdict: Verdict
    ) -> None:
        now, account_id = self._portal.clock.now(), application.account_id
        take_signature(session, application, By(Actor.RECIPIENT, account_id), now)
        content, expected = application.request_document or b"", ExpectedSigner(CITIZENS, person.iin, None)
        cms = self._portal.demo_data.any_cms
        signature = receive(session, REQUEST, application.id, account_id, content, cms, expected, now)
        await self._settle(session, signature, verdict)

    async def _delivered(self, session: AsyncSession, application: Application, *_: object, **__: object) -> None:
        fields = {"registrationNumber": application.registration_number or ""}
        await deliver_request(session, application.id, fields, self._portal.clock.now())

    async def _registered(self, session: AsyncSession, application: Application, *_: object, **__: object) -> None:
        clerk = await self._portal.official(session, self._staff(application)[0])
        assert await register_application(session, clerk, application.id, self._portal.clock.now()) is None

    async def _examined(self, session: AsyncSession, application: Application, *_: object, **__: object) -> None:
        portal, (_clerk, head, executor) = self._portal, self._staff(application)
        official, chosen = await portal.official(session, head), portal.position(executor)
        assert await name_executor(session, official, application.id, chosen, portal.clock.now()) is None

    async def _drafted(
        self, session: AsyncSession, application: Application, _person: DemoPerson, *, refusal: bool
    ) -> None:
        """Draft the answer and store its PDF, which a job makes in the portal."""
        now, executor = self._portal.clock.now(), await self._portal.official(session, self._staff(application)[2])
        if refusal:
            assert await draft_refusal(session, executor, application.id, "exchange", FACTS, now) is None
        else:
            assert await draft_notice(session, executor, application.id, now) is None
        await self._make_pdf(session, application.id)

    async def make_pdf(self, application_id: UUID) -> None:
        """Store a PDF of the drafted notice, which a job makes in the portal."""
        async with self._portal.parts.transactions.writing() as session:
            await self._make_pdf(session, application_id)

    async def _make_pdf(self, session: AsyncSession, application_id: UUID) -> None:
        notice = await notice_of(session, application_id)
        assert notice is not None
        notice.pdf_sha256 = await self._portal.parts.notice_files.put(PDF)

    async def _signed(self, session: AsyncSession, application: Application, *_: object, **__: object) -> None:
        head, now = self._staff(application)[1], self._portal.clock.now()
        notice = await notice_of(session, application.id)
        assert notice is not None
        expected = ExpectedSigner(OFFICIALS, head.iin, _bin_of(head))
        cms, account_id = self._portal.demo_data.any_cms, self._portal.account(head)
        signature = receive(session, NOTICE, notice.id, account_id, PDF, cms, expected, now)
        await self._settle(session, signature, _valid(head))

    async def _defective(self, session: AsyncSession, application: Application, *_: object, **__: object) -> None:
        now, executor = self._portal.clock.now(), await self._portal.official(session, self._staff(application)[2])
        remarks = [Remark("other", "unreadable")]
        assert await refuse_for_defects(session, executor, application.id, remarks, "Анық емес", now) is None

    async def _unconfirmed(self, session: AsyncSession, application: Application, *_: object, **__: object) -> None:
        now, executor = self._portal.clock.now(), await self._portal.official(session, self._staff(application)[2])
        signature = await newest_signature(session, application.id, REQUEST)
        assert signature is not None
        record_again(signature, Invalid(Code.REVOKED, {"date": now.isoformat()}, ()), now)
        await session.flush()
        assert await refuse_unconfirmed(session, executor, application.id, now) is None

    async def _settle(self, session: AsyncSession, signature: Signature, verdict: Verdict) -> None:
        await session.flush()
        assert await settle(session, signature, verdict, self._portal.clock.now()) is None

    def _staff(self, application: Application) -> tuple[DemoPerson, DemoPerson, DemoPerson]:
        return STAFF[application.answers["provider"]]

    async def _scan(self, owner_id: UUID, kind: str) -> Scan:
        content = f"%PDF-1.7 {kind}".encode()
        digest, now = await self._portal.parts.scan_files.put(content), self._portal.clock.now()
        kept: Mapping[str, object] = {"clean_digest": digest, "clean_size": len(content), "clean_type": FileType.PDF}
        came = {"original_digest": digest, "original_size": len(content), "original_type": FileType.PDF}
        name = f"{kind}.pdf"
        row = {"id": new_id(), "owner_id": owner_id, "kind": kind, "file_name": name, "state": ScanState.CLEAN}
        return Scan(**row, **kept, **came, pages=1, received_at=now, checked_at=now)


def _valid(person: DemoPerson) -> Valid:
    return Valid((), b"", person.iin, None, person.full_name)


def _bin_of(person: DemoPerson) -> str:
    return next(provider.bin for provider in PROVIDERS if provider.code == person.provider)
