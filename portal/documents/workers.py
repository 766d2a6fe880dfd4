"""Worker processes for untrusted files: limited memory and time, no secrets; one that dies is replaced."""

import asyncio
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from portal.documents.file_type import FileType
from portal.documents.limits import WORKER_MEMORY, WORKER_SECONDS
from portal.documents.normalise import wire
from portal.documents.normalise.result import Normalised
from portal.documents.refusals import REFUSALS
from portal.kernel.outcomes import Refused


class Workers:
    """Up to `count` processes, each reused for the next file. A process starts when a file needs it.

    Not a ProcessPoolExecutor: the portal may hang at its end after one of its processes was killed, its processes
    outlive a killed portal, and it unpickles what a process sends that a file has taken over.
    """

    def __init__(self, count: int = 1, memory: int = WORKER_MEMORY, seconds: float = WORKER_SECONDS) -> None:
        """`memory` is the address space of a process in bytes, `seconds` its CPU time for one file."""
        self._limits = (str(memory), str(seconds))
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="normalise")
        self._idle: list[_Worker] = []

    async def normalise(self, content: bytes, kind: FileType) -> Normalised | Refused:
        """As `normalise.any_type`; "heavy" also if the file takes too long or kills its process."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._exchange, content, kind)

    def close(self) -> None:
        """Waits for the files being normalised."""
        self._threads.shutdown(cancel_futures=True)
        while self._idle:
            self._idle.pop().end()

    def _exchange(self, content: bytes, kind: FileType) -> Normalised | Refused:
        while True:
            reused = bool(self._idle)
            worker = self._idle.pop() if reused else _Worker(self._limits)
            answer = worker.ask(content, kind)
            if answer is not None:
                self._idle.append(worker)
                return answer
            out_of_time = worker.end() == -signal.SIGPROF
            if out_of_time or not reused:  # a reused one may have been killed while idle, which is no fault of the file
                return Refused("heavy")


class _Worker:
    def __init__(self, limits: tuple[str, str]) -> None:
        command = [sys.executable, "-P", "-m", "portal.documents.normalise", *limits]
        modules = os.pathsep.join(str(Path(place).absolute()) for place in sys.path)
        self._process = subprocess.Popen(  # noqa: S603 -- nothing in it comes from outside
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": modules},  # and none of the portal's secrets
        )

    def ask(self, content: bytes, kind: FileType) -> Normalised | Refused | None:
        """None if the process died, or if its answer is malformed."""
        try:
            wire.write_frame(cast(BinaryIO, self._process.stdin), {"type": kind.value}, content)
            answer = wire.read_frame(cast(BinaryIO, self._process.stdout))
            return _understood(answer) if answer else None
        except Exception:  # noqa: BLE001 -- a file may have taken over the process and send anything
            return None

    def end(self) -> int:
        """How it ended: an exit code, or the number of a signal below zero."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:  # on exit it closes the pipes and waits
            pass
        return self._process.returncode


def _understood(answer: wire.Frame) -> Normalised | Refused:
    """Raises for a malformed answer: the process is not trusted after it has read an untrusted file."""
    head, body = answer
    if "refused" not in head:
        return Normalised(body, FileType(head["type"]), int(head["pages"]))
    code, detail = head["refused"]["code"], head["refused"]["detail"]
    if code not in REFUSALS:
        raise ValueError("no refusal of ours")
    return Refused(code, {str(name): str(value) for name, value in detail.items()})
