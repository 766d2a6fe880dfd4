"""Whether the time of an answer tells that an IIN has an account: at log-in with a wrong password, at registration.

Run: python bench/log_in_alike.py [--quick]. A ratio is the median with an account for that without one: 1 is best.
"""

import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import repeat
from pathlib import Path
from statistics import median

from portal.demo.people import CITIZEN
from portal.joining.tasks import Processes
from portal.observing.logs import write_logs
from tests.factories.browser import Browser
from tests.factories.demo_data import make_demo_data
from tests.factories.portal import Portal
from tests.integration.limits.guessing import WRONG, many_iins

PAIRS, PAIRS_QUICKLY = 400, 80
PAIRS_IN_A_WINDOW = 2
"""Below every limit; then the clock goes on by a day."""
NEW = {"password": "тауға қарап тұрмын", "password_repeat": "тауға қарап тұрмын"}
WARMING = 5
Pair = tuple[float, float]
"""Milliseconds with an account, and without."""
CHANCE = random.Random(10)  # noqa: S311 -- the same order in every run


async def milliseconds(browser: Browser, path: str, fields: dict[str, str]) -> float:
    begun = time.perf_counter()
    answer = await browser.post(path, fields)
    taken = time.perf_counter() - begun
    if answer.status_code not in (422, 303):
        raise RuntimeError(f"{path} answers {answer.status_code}: nothing was measured")
    return taken * 1000


async def compare(portal: Portal, path: str, fields: dict[str, str], unknown: Iterable[str]) -> list[Pair]:
    """In turns, of which the first few warm up and are not counted; whose turn comes first is left to chance."""
    browser, pairs = portal.browser(), list[Pair]()
    await browser.token()
    for number, iin in enumerate(unknown):
        times: dict[str, float] = {}
        for typed in CHANCE.sample([CITIZEN.iin, iin], 2):
            times[typed] = await milliseconds(browser, path, {"iin": typed, **fields})
        pairs.append((times[CITIZEN.iin], times[iin]))
        if number % PAIRS_IN_A_WINDOW:
            portal.clock.move(days=1)
    return pairs[WARMING:]


def told(name: str, pairs: list[Pair]) -> float:
    """The ratio of those asked one after the other, so that a busy machine slows both."""
    known, unknown = (median(side) for side in zip(*pairs, strict=True))
    difference = median(one - other for one, other in pairs)
    print(f"{name}: with an account {known:.2f} ms, without {unknown:.2f} ms, median difference {difference:+.2f} ms")
    return round(median(one / other for one, other in pairs), 3)


async def main(folder: Path, pairs: int) -> dict[str, float]:
    processes = Processes()
    try:
        demo_data = await asyncio.to_thread(make_demo_data, folder)
        portal = Portal(demo_data, processes)
        async with portal.opened():
            nobody, *new = many_iins(pairs + 1)
            # The same one again and again, as the account is: the first try of an IIN makes rows, later ones do not.
            log_in = await compare(portal, "/login", {"password": WRONG}, repeat(nobody, pairs))
            registration = await compare(portal, "/register", NEW, new)
    finally:
        processes.close()
    await asyncio.to_thread(demo_data.drop)
    return {
        "known_vs_unknown": told("log-in", log_in),
        "known_vs_unknown_at_registration": told("registration", registration),
    }


if __name__ == "__main__":
    write_logs(Path(os.devnull).open("w"))  # noqa: SIM115 -- written as in earnest, but to nowhere
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(asyncio.run(main(Path(made), PAIRS_QUICKLY if "--quick" in sys.argv else PAIRS))))
