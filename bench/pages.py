"""What a page costs: home, log-in and a cabinet with 20 requests, beside a bare page of the same size with a session.

Run: python bench/pages.py [--quick]. A ratio is our rate for one of the bare page's: the more the better.
"""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.bare import bare_app
from bench.load import Cost, fetch, measure, request
from bench.served import Served, served
from portal.app import create_app
from portal.demo.people import CITIZEN
from portal.joining.tasks import Processes
from portal.observing.logs import write_logs
from portal.regulation.states import State
from portal.settings import Settings
from portal.web.visitor import SESSION_COOKIE
from tests.factories.cases import Cases
from tests.factories.demo_data import make_demo_data
from tests.factories.portal import Portal
from tests.fakes.clock import SettableClock

REQUESTS_IN_THE_CABINET = 20
PATHS = {"home": "/", "login": "/login", "cabinet": "/cabinet"}


def portal_app(settings: Settings) -> object:
    """With its lines of the log written, as in earnest, but to nowhere."""
    write_logs(Path(os.devnull).open("w"))  # noqa: SIM115 -- open for as long as the process lives
    return create_app(settings, SettableClock())


async def prepare(portal: Portal) -> str:
    """A citizen with 20 requests; the session they are signed in with."""
    await portal.demo_data.reset()
    for _ in range(REQUESTS_IN_THE_CABINET):
        await Cases(portal).at(State.REFUSED)
    browser = await portal.signed_in(CITIZEN)
    await portal.parts.engine.dispose()
    await browser.__aexit__()
    return browser.session_id or ""


async def compare(ours: Served, bare: Served, session_id: str, rounds: int, times: int) -> dict[str, list[Cost]]:
    signed_in = {"Cookie": f"{SESSION_COOKIE}={session_id}"}
    asked = {name: request(path, signed_in if name == "cabinet" else None) for name, path in PATHS.items()}
    costs: dict[str, list[Cost]] = {}
    # The first round warms both up, and is not counted.
    for number in range(rounds + 1):
        for name, raw in asked.items():
            for who, server, wanted in (("", ours, raw), ("bare ", bare, request(f"/{name}", {"Cookie": "session=x"}))):
                cost = await measure(server, wanted, times)
                costs.setdefault(who + name, []).extend([cost] if number else [])
    return costs


def report(costs: dict[str, list[Cost]]) -> dict[str, float]:
    """Prints the table. Each ratio is the median of the rounds' own."""
    for name in PATHS:
        for title in (name, f"bare {name}"):
            rate, cpu = median(one.rate for one in costs[title]), median(one.cpu for one in costs[title])
            print(f"{title:14} {rate:8.0f} requests/s {cpu:8.0f} us of processor a request")
    return {
        f"{name}_vs_bare": round(
            median(a.rate / b.rate for a, b in zip(costs[name], costs[f"bare {name}"], strict=True)), 3
        )
        for name in PATHS
    }


async def page_sizes(ours: Served, session_id: str) -> dict[str, int]:
    plain = {"Accept-Encoding": "identity", "Cookie": f"{SESSION_COOKIE}={session_id}"}
    return {name: len(await fetch(ours, request(path, plain))) for name, path in PATHS.items()}


def main(quick: bool) -> None:  # noqa: FBT001 -- the one word of the command line
    rounds, times = (5, 400) if quick else (15, 1200)
    processes = Processes()
    with tempfile.TemporaryDirectory() as folder:
        demo_data = make_demo_data(Path(folder))
        session_id = asyncio.run(prepare(Portal(demo_data, processes)))
        processes.close()
        with served(portal_app, demo_data.settings) as ours:
            sizes = asyncio.run(page_sizes(ours, session_id))
            print("bytes a page:", sizes)
            with served(bare_app, sizes) as bare:
                costs = asyncio.run(compare(ours, bare, session_id, rounds, times))
        demo_data.drop()
    print(json.dumps(report(costs)))


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
