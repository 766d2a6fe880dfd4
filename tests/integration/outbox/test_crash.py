"""Workers killed without warning: no task is lost, none is applied twice, and none that was rolled back runs."""

import asyncio
import random
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL

from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.transactions import Transactions
from portal.kernel.clock import SystemClock
from portal.outbox.put import put
from tests.factories.deadline import DEADLINE
from tests.integration.database.fresh import url_of
from tests.integration.outbox.effects import count_open, effects

TASKS, EACH_ROLLED_BACK, WORKERS = 340, 10, 3
POINTS = ("begun", "outside", "settling")
RANDOM_KILLS = 6
ROOT = Path(__file__).parents[3]
CHANCE = random.Random(20261122)  # noqa: S311 -- the same kills in every run


async def put_all(transactions: Transactions) -> set[str]:
    """The keys of the tasks committed; each tenth transaction is rolled back."""
    for number in range(TASKS):
        with suppress(ZeroDivisionError):
            async with transactions.writing() as session:
                await put(session, "crash", str(number), {}, SystemClock().now())
                1 / (number % EACH_ROLLED_BACK)
    return {str(number) for number in range(TASKS) if number % EACH_ROLLED_BACK}


async def launch(url: str, folder: Path, point: str, count: int) -> Process:
    command = [sys.executable, "-m", "tests.integration.outbox.crash_worker"]
    arguments = [url, str(folder), point, str(count)]
    return await asyncio.create_subprocess_exec(*command, *arguments, stdout=PIPE, stdin=DEVNULL, cwd=ROOT)


async def kill(process: Process) -> None:
    process.kill()
    assert await process.wait() == -SIGKILL


async def kill_at(url: str, folder: Path, point: str) -> str:
    """Kill a worker that has stopped exactly at this point; the task it held."""
    process = await launch(url, folder, point, CHANCE.randint(1, 12))
    assert process.stdout is not None
    async for line in process.stdout:
        word, key = line.decode().split()
        if word == "stopped":
            await kill(process)
            return key
    raise AssertionError("the worker ended by itself")


async def kill_sometime(url: str, folder: Path) -> None:
    """Kill a worker at a random point: it does not stop for the test."""
    process = await launch(url, folder, "begun", 45)
    assert process.stdout is not None
    for _ in range(CHANCE.randint(1, 60)):
        await process.stdout.readline()
    await kill(process)


async def finish(url: str, folder: Path, transactions: Transactions) -> None:
    """Survivors work until nothing is open; each settlement they tell of is a reason to look."""
    survivors = [await launch(url, folder, "nowhere", 0) for _ in range(WORKERS)]
    done = asyncio.Event()

    async def watch(process: Process) -> None:
        assert process.stdout is not None
        while await count_open(transactions):
            line = await process.stdout.readline()
            assert line or done.is_set(), "a survivor ended by itself"
        done.set()

    async with asyncio.TaskGroup() as group:
        for process in survivors:
            group.create_task(watch(process))
        await done.wait()
        for process in survivors:
            await kill(process)


def outside_effects(folder: Path) -> Counter[str]:
    return Counter(key for file in folder.glob("outside-*.txt") for key in file.read_text().split())


async def test_killed_workers_lose_nothing_and_apply_nothing_twice(engine: AsyncEngine, tmp_path: Path) -> None:
    transactions, url = Transactions(engine), url_of(engine)
    committed = await put_all(transactions)

    async with asyncio.timeout(5 * DEADLINE):
        held = await asyncio.gather(*(kill_at(url, tmp_path, point) for point in POINTS))
        for _ in range(RANDOM_KILLS // WORKERS):
            await asyncio.gather(*(kill_sometime(url, tmp_path) for _ in range(WORKERS)))
        left = await count_open(transactions)
        await finish(url, tmp_path, transactions)

    outside = outside_effects(tmp_path)
    assert left > len(held)
    assert await effects(transactions) == dict.fromkeys(committed, 1)
    assert outside.keys() == committed
    assert [outside[key] > 1 for key in held[1:]] == [True, True]
