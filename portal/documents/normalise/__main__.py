"""A process that normalises one file after another. It ends with its input, so it never outlives the portal.

Arguments: its address space in bytes, and its CPU seconds for one file.
"""

import resource
import signal
import sys
from dataclasses import asdict

from portal.documents.file_type import FileType
from portal.documents.normalise import wire
from portal.documents.normalise.any_type import normalise
from portal.kernel.outcomes import Refused


def normalise_files(memory: int, seconds: float) -> None:
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CORE, 0)  # a core file would contain a person's document
    while question := wire.read_frame(sys.stdin.buffer):
        head, content = question
        # CPU time, not wall time: a busy machine must not make a file "heavy". The kernel ends the process.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        made = normalise(content, FileType(head["type"]))
        signal.setitimer(signal.ITIMER_PROF, 0)
        if isinstance(made, Refused):
            wire.write_frame(sys.stdout.buffer, {"refused": asdict(made)})
        else:
            wire.write_frame(sys.stdout.buffer, {"type": made.type.value, "pages": made.pages}, made.content)


def _limit(what: int, most: int) -> None:
    _, ceiling = resource.getrlimit(what)
    within = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
    resource.setrlimit(what, (within, ceiling))


if __name__ == "__main__":
    normalise_files(int(sys.argv[1]), float(sys.argv[2]))
