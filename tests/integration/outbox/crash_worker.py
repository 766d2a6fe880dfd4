"""A worker in a process of its own, made to be killed.

    crash_worker.py URL FOLDER POINT COUNT

Tells on its output what it is at: `begun KEY`, `outside KEY`, `settling KEY`, `settled KEY`. From the
COUNT-th time on that it comes to POINT it stops for good, under its lease, inside its transaction where
POINT is `settling`, and waits for the end. Its outside effect is a line in a file of FOLDER: seen by everyone
at once, and undone by no rollback.
"""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from portal.jobs.worker import Worker
from portal.kernel.clock import SystemClock
from portal.outbox.work import Task, TaskResult
from tests.integration.outbox.effects import leave

LEASE = timedelta(seconds=2)


class CrashWorker:
    def __init__(self, folder: Path, point: str, count: int) -> None:
        self._file = folder / f"outside-{os.getpid()}.txt"
        self._point = point
        self._left = count

    async def handle(self, task: Task) -> TaskResult:
        await self._at("begun", task.key)
        with self._file.open("a") as file:
            file.write(f"{task.key}\n")
        await self._at("outside", task.key)

        async def effect(session: AsyncSession) -> None:
            await leave(task.key)(session)
            await self._at("settling", task.key)
            event.listen(session.sync_session, "after_commit", lambda _: tell("settled", task.key), once=True)

        return effect

    async def _at(self, point: str, key: str) -> None:
        self._left -= point == self._point
        if point == self._point and self._left <= 0:
            tell("stopped", key)
            await asyncio.Event().wait()
        tell(point, key)


def tell(point: str, key: str) -> None:
    sys.stdout.write(f"{point} {key}\n")
    sys.stdout.flush()


async def main(url: str, folder: str, point: str, count: str) -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    worker = CrashWorker(Path(folder), point, int(count))
    transactions = Transactions(create_engine(url))
    handlers = {"crash": worker.handle}
    await Worker(transactions, SystemClock(), handlers, poll=0.05, lease=LEASE).run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
