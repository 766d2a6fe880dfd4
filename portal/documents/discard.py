"""Take the original of a decided scan out of quarantine: the outbox handler for `documents.discard`.

What is kept is the normalised file. The original may hold a virus, or the place where a photograph was taken.
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
