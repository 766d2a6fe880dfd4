"""Make the PDF of a notice that was formed: the handler of the outbox task "notices.render"."""

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
    """Renders in the recipient's language, keeps the PDF by its SHA-256, and names it in the row."""

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
        digest = await self._files.put(pdf)
        NOTICES.labels(notice.kind.value).inc()
        formed_at = notice.formed_at

        async def name_it(session: AsyncSession) -> None:
            row = await session.get_one(Notice, notice.id, with_for_update=True)
            if row.formed_at == formed_at and not (row.issued_at or row.voided_at):
                row.pdf_sha256 = digest

        return name_it
