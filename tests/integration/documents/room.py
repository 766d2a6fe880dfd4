"""The parts of the domain, joined as the portal joins them, with a stopped clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from portal.database.base import Base
from portal.database.transactions import Transactions
from portal.documents.check import CheckHandler
from portal.documents.discard import DiscardHandler
from portal.documents.list import ScanRow, scans_of
from portal.documents.tables import Scan
from portal.documents.take_in import put_in_quarantine, take_in
from portal.documents.tasks import CHECK, DISCARD
from portal.files.store import Files
from portal.kernel.outcomes import Refused
from portal.outbox.tables import OutboxTask
from portal.outbox.work import Handler, Task, TaskResult, claim_tasks, finish_task

TABLES = [Base.metadata.tables[model.__tablename__] for model in (Scan, OutboxTask)]


class StandingClock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


@dataclass
class Room:
    transactions: Transactions
    clock: StandingClock
    quarantine: Files
    clean: Files
    check: CheckHandler

    async def send(self, owner: UUID, content: bytes, kind: str = "identity", name: str = "file.pdf") -> Scan | Refused:
        scan = await put_in_quarantine(
            self.quarantine, self.clock, owner_id=owner, kind=kind, file_name=name, content=content
        )
        if isinstance(scan, Refused):
            return scan
        async with self.transactions.writing() as session:
            return await take_in(session, self.quarantine, scan)

    async def work(self, *kinds: str) -> list[TaskResult]:
        """Do every due task of these kinds; the result of each handler."""
        handlers: dict[str, Handler] = {CHECK: self.check, DISCARD: DiscardHandler(self.quarantine)}
        answers: list[TaskResult] = []
        while task := await self._claimed(kinds or (CHECK, DISCARD)):
            answer = await handlers[task.kind](task)
            async with self.transactions.writing() as session:
                assert await finish_task(session, task, answer, self.clock.now())
            answers.append(answer)
        return answers

    async def _claimed(self, kinds: tuple[str, ...]) -> Task | None:
        async with self.transactions.writing() as session:
            return next(iter(await claim_tasks(session, self.clock.now(), kinds)), None)

    async def scans(self, owner: UUID) -> list[ScanRow]:
        async with self.transactions.reading() as session:
            return await scans_of(session, owner)

    async def one(self, owner: UUID) -> Scan:
        """The owner's only scan, as stored."""
        async with self.transactions.reading() as session:
            return (await session.scalars(select(Scan).where(Scan.owner_id == owner))).one()

    async def stored(self, area: Files) -> list[str]:
        return sorted([entry.digest async for entry in area.entries()])
