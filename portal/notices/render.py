"""Make the PDF of a notice: the handler of the outbox task "notices.render"."""

from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.transactions import Transactions
from portal.files.store import Files
from portal.notices.letter import LetterPart, letter_html
from portal.notices.pdf import Unprintable
from portal.notices.pdf_worker import PdfWorker
from portal.notices.tables import Notice
from portal.observing.metrics import NOTICES
from portal.outbox.work import Effect, Task
from portal.rendering.environment import Rendering

_log = structlog.get_logger(__name__)


class RenderNotice:
    """Makes the PDF in the notice's language, stores it, and writes its SHA-256 into the row.

    A notice with a character that cannot be printed gets no PDF, and cannot be signed: the row has the characters.
    """

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
        made = await self._pdf_worker.make(html, str(self._static))
        if isinstance(made, Unprintable):
            _log.error("notice_unprintable", notice=str(notice.id), characters=len(made.characters))
            return _record(notice, None, made.characters)
        NOTICES.labels(notice.kind.value).inc()
        return _record(notice, await self._files.put(made), None)


def _record(rendered: Notice, sha256: str | None, unprintable: str | None) -> Effect:
    async def record(session: AsyncSession) -> None:
        notice = await session.get_one(Notice, rendered.id, with_for_update=True)
        # A notice that was revised meanwhile gets the PDF of its own task.
        if notice.formed_at == rendered.formed_at and not (notice.issued_at or notice.voided_at):
            notice.pdf_sha256, notice.unprintable = sha256, unprintable

    return record
