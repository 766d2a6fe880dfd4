"""Make the PDF of a notice: the handler of the outbox task "notices.render"."""

from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.transactions import Transactions
from portal.files.store import Files
from portal.notices.letter import LetterPart, letter_html
from portal.notices.pdf_worker import PdfWorker
from portal.notices.tables import Notice
from portal.observing.metrics import NOTICES
from portal.outbox.work import Effect, Task
from portal.rendering.environment import Rendering


class RenderNotice:
    """Makes the PDF in the notice's language, stores it, and writes its SHA-256 into the row."""

    def __init__(
        self, transactions: Transactions, rendering: Rendering, files: Files, pdf_worker: PdfWorker, static: Path
    ) -> None:
        self._transactions = transactions
        self._rendering = rendering
        self._files = files
        self._pdf_worker = pdf_worker
        self._static = static

    async def __call__(self, task: Task) -> Effect | None:
        async with self._transactions.reading() as session:
            notice = await session.get_one(Notice, UUID(task.payload["notice"]))
        html = letter_html(self._rendering, notice, LetterPart.DOCUMENT)
        pdf = await self._pdf_worker.make(html, str(self._static))
        NOTICES.labels(notice.kind.value).inc()
        return _record_digest(notice, await self._files.put(pdf))


def _record_digest(rendered: Notice, sha256: str) -> Effect:
    async def record(session: AsyncSession) -> None:
        notice = await session.get_one(Notice, rendered.id, with_for_update=True)
        # A notice that was revised meanwhile gets the PDF of its own task.
        if notice.formed_at == rendered.formed_at and not (notice.issued_at or notice.voided_at):
            notice.pdf_sha256 = sha256

    return record
