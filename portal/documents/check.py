"""Check a scan in quarantine: the outbox handler for `documents.check`."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.documents.checks.virus import virus
from portal.documents.decide import accept, refuse
from portal.documents.file_type import FileType
from portal.documents.normalise.result import Normalised
from portal.documents.scanner import Scanner
from portal.documents.tasks import DISCARD
from portal.documents.workers import Workers
from portal.files.store import Files
from portal.kernel.clock import Clock
from portal.kernel.outcomes import Indeterminate, Refused
from portal.outbox.put import put
from portal.outbox.work import Effect, Task, TaskResult, TryLater

RETRY_AFTER = timedelta(seconds=30)
PATIENCE = 10.0
"""Seconds to wait for a turn. With the check itself they stay below the task's lease, which runs meanwhile."""
TURN_AFTER = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class CheckHandler:
    """The handler. If the scan was taken back meanwhile, its check ends without a change."""

    quarantine: Files
    clean: Files
    scanner: Scanner
    workers: Workers
    clock: Clock
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    """One file is checked at a time: the worker process does one at a time too."""

    async def __call__(self, task: Task) -> TaskResult:
        """Whoever has no turn comes back, so that large scans of one person do not hold up the tasks of all."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.turns.acquire()
        except TimeoutError:
            return TryLater("checks.busy", TURN_AFTER)
        try:
            return await self._checked(task)
        finally:
            self.turns.release()

    async def _checked(self, task: Task) -> TaskResult:
        """The virus scanner reads the file before any code of ours does. Raises FileLost: an operator must look."""
        original = await self.quarantine.part(task.key).get(task.payload["digest"])
        known = await virus(self.scanner, original)
        if isinstance(known, Indeterminate):
            return TryLater(f"{known.code}.{known.detail['reason']}", RETRY_AFTER)
        if isinstance(known, Refused):
            return self._refusal(task, known)
        made = await self.workers.normalise(original, FileType(task.payload["type"]))
        return self._refusal(task, made) if isinstance(made, Refused) else await self._acceptance(task, made)

    def _refusal(self, task: Task, refused: Refused) -> Effect:
        async def effect(session: AsyncSession) -> None:
            await refuse(session, UUID(task.key), refused, self.clock.now())
            await self._discard_original(session, task)

        return effect

    async def _acceptance(self, task: Task, made: Normalised) -> Effect:
        digest = await self.clean.put(made.content)

        async def effect(session: AsyncSession) -> None:
            await accept(session, UUID(task.key), digest, made, self.clock.now())
            await self._discard_original(session, task)

        return effect

    async def _discard_original(self, session: AsyncSession, task: Task) -> None:
        # A task of its own: if the file were removed here and this transaction failed, the scan would have no content.
        await put(session, DISCARD, task.key, task.payload, self.clock.now())
