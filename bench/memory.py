"""Whether a worker's memory stays flat: what it holds after each 300 page loads, beside what it held before.

Run: python bench/memory.py [--quick]. A growth of 1.0 is none; it is that of the last 300 loads.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from bench.load import measure, request
from bench.pages import PATHS, portal_app, prepare
from bench.served import Served, served
from portal.joining.tasks import Processes
from portal.web.visitor import SESSION_COOKIE
from tests.factories.demo_data import make_demo_data
from tests.factories.portal import Portal

LOADS, AT_ONCE = 300, 4
_MB = 1024 * 1024


async def memory_by_round(ours: Served, session_id: str, rounds: int) -> list[int]:
    """Bytes of its own after each round of LOADS pages."""
    cookie = {"Cookie": f"{SESSION_COOKIE}={session_id}"}
    asked = [request(path, cookie) for path in (*PATHS.values(), "/cabinet/messages", "/services/housing-queue")]
    held = []
    for _ in range(rounds):
        for raw in asked:
            await measure(ours, raw, LOADS // len(asked), AT_ONCE)
        held.append(ours.memory())
    return held


def main(quick: bool) -> None:  # noqa: FBT001 -- the one word of the command line
    processes = Processes()
    with tempfile.TemporaryDirectory() as folder:
        demo_data = make_demo_data(Path(folder))
        session_id = asyncio.run(prepare(Portal(demo_data, processes)))
        processes.close()
        with served(portal_app, demo_data.settings) as ours:
            held = asyncio.run(memory_by_round(ours, session_id, 4 if quick else 12))
        demo_data.drop()
    print(f"MB after each {LOADS} loads:", [round(one / _MB, 1) for one in held])
    print(json.dumps({"growth": round(held[-1] / held[-2], 4), "megabytes": round(held[-1] / _MB, 1)}))


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
