"""Remove the original of a decided scan from quarantine: the outbox handler for `documents.discard`.

The portal keeps the normalised file only. The original may contain a virus, or the place where a photograph was taken.
"""

from dataclasses import dataclass

from portal.files.store import Files
from portal.outbox.work import Task, TaskResult


@dataclass(frozen=True, slots=True)
class DiscardHandler:
    quarantine: Files

    async def __call__(self, task: Task) -> TaskResult:
        await self.quarantine.part(task.key).remove(task.payload["digest"])
        return None
