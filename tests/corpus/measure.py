"""What each bomb costs: `python -m tests.corpus.measure` prints it, a line of JSON for each.

Each is judged in a process of its own: seconds are the processor's, megabytes what the process grew by at most.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from time import process_time

from auth.certificates.lists.publish import publish
from tests.corpus.bombs import BOMBS, Bomb
from tests.corpus.judging import said_by, said_of, store
from tests.corpus.kinds import case, trusted
from tests.corpus.world import NOW, world


def judge(bomb: Bomb, data: bytes) -> str:
    if bomb.family == "signature":
        return said_of(case(data))
    if bomb.family == "answer":
        return said_by(data)
    trust, _ = store(*trusted())
    return publish(data, trust.issuers, trust.crls.folder, NOW).value


def apart(act: Callable[[], str]) -> tuple[str, float, float]:
    """What it says, the seconds and the megabytes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        before, begun = most_kilobytes(), process_time()
        said = act()
        os.write(writing, f"{process_time() - begun} {(most_kilobytes() - before) / 1024} {said}".encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    seconds, megabytes, said = (os.read(reading, 1000).decode() or f"0 0 ended with {status}").split(" ", 2)
    os.close(reading)
    return said, float(seconds), float(megabytes)


def most_kilobytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    for good in ("signature", "answer"):  # so that what is made once is made
        judge(Bomb(good, good, bytes), world().cms.der())
    for bomb in BOMBS:
        data = bomb.make()
        said, seconds, megabytes = apart(lambda bomb=bomb, data=data: judge(bomb, data))  # type: ignore[misc]
        row = {"name": bomb.name, "octets": len(data), "said": said, "ms": round(1000 * seconds, 1)}
        sys.stdout.write(json.dumps({**row, "MB": round(megabytes, 1)}) + "\n")


if __name__ == "__main__":
    main()
