"""The demonstration's worker at work: it can be made to rest, so that nothing is done behind one's back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from portal.jobs.worker import Worker


class Shift:
    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._one_by_one = asyncio.Lock()
        self._end = asyncio.Event()
        self._working: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self._end = asyncio.Event()
        self._working = asyncio.create_task(self._worker.run(self._end))

    async def end(self) -> None:
        """Once what is under way is done."""
        self._end.set()
        if self._working:
            await self._working

    @asynccontextmanager
    async def resting(self) -> AsyncIterator[None]:
        """For one caller at a time."""
        async with self._one_by_one:
            await self.end()
            try:
                yield
            finally:
                self.begin()
