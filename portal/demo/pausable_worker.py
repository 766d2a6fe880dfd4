"""The demonstration's worker. It is paused while the clock is moved or the database put back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from portal.jobs.worker import Worker


class PausableWorker:
    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._one_pause_at_a_time = asyncio.Lock()
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._stop = asyncio.Event()
        self._running = asyncio.create_task(self._worker.run(self._stop))

    async def stop(self) -> None:
        """Returns when the tasks under way are done."""
        self._stop.set()
        if self._running:
            await self._running

    @asynccontextmanager
    async def paused(self) -> AsyncIterator[None]:
        """A second caller waits until the first has left."""
        async with self._one_pause_at_a_time:
            await self.stop()
            try:
                yield
            finally:
                self.start()
