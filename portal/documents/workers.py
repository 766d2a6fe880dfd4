"""Worker processes for strangers' files: little memory, little time, and no harm when one dies."""

import asyncio
import multiprocessing
import resource
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from portal.documents.file_type import FileType
from portal.documents.limits import WORKER_MEMORY, WORKER_SECONDS
from portal.documents.normalise.result import Normalised
from portal.kernel.outcomes import Refused

# No file makes `normalise` raise. A pool that breaks while it starts one more process says so with the other two.
_BROKEN = (BrokenProcessPool, OSError, ValueError)


class Workers:
    """A pool that is replaced when a file kills one of its processes. Starts with the first file."""

    def __init__(self, count: int = 1, memory: int = WORKER_MEMORY, seconds: float = WORKER_SECONDS) -> None:
        """`memory` is the address space of a process in bytes, `seconds` its processor time for one file."""
        self._count = count
        self._memory = memory
        self._seconds = seconds
        self._pool = self._processes(count)

    async def normalise(self, content: bytes, kind: FileType) -> Normalised | Refused:
        """As `normalise.any_type`; "heavy" also when the file takes too long or kills its process."""
        pool = self._pool
        try:
            return await self._in(pool, content, kind)
        except _BROKEN:
            self._replace(pool)
            return await self._alone(content, kind)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:  # everybody who waited on it comes here; the first one does it
            self._pool = self._processes(self._count)
            broken.shutdown(wait=False)

    async def _alone(self, content: bytes, kind: FileType) -> Normalised | Refused:
        """A dead pool does not tell whose file it was: in a process of its own each answers for itself."""
        pool = self._processes(1)
        try:
            return await self._in(pool, content, kind)
        except BrokenProcessPool:
            return Refused("heavy")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    async def _in(self, pool: ProcessPoolExecutor, content: bytes, kind: FileType) -> Normalised | Refused:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, _normalise_within, self._seconds, content, kind)

    def _processes(self, count: int) -> ProcessPoolExecutor:
        # Spawned: a forked child would hold the parent's sockets, and its locks as they happened to be.
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(count, spawn, initializer=_limit_memory, initargs=(self._memory,))


def _limit_memory(most: int) -> None:
    _limit(resource.RLIMIT_AS, most)
    _limit(resource.RLIMIT_CORE, 0)  # a core file would hold somebody's papers


def _normalise_within(seconds: float, content: bytes, kind: FileType) -> Normalised | Refused:
    """Processor time, not the clock's: a busy machine makes no file heavy. The kernel ends the process."""
    from portal.documents.normalise.any_type import normalise  # noqa: PLC0415 -- pikepdf and Pillow only in workers

    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return normalise(content, kind)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit(what: int, most: int) -> None:
    _, ceiling = resource.getrlimit(what)
    within = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
    resource.setrlimit(what, (within, ceiling))
