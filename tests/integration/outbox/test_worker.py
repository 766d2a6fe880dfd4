"""The worker: does due tasks without delay, logs no secrets, and stops when asked."""

import asyncio
from datetime import datetime, timedelta

import pytest
import structlog
from structlog.testing import capture_logs

from portal.database.transactions import Transactions
from portal.jobs.worker import Worker
from portal.outbox.put import put
from portal.outbox.work import LEASE, Handler, Task, TaskResult, TryLater
from tests.factories.deadline import DEADLINE
from tests.fakes.waiting import wait_for_transactions
from tests.integration.outbox.effects import count_open, effects, leave, only_task
from tests.integration.outbox.moving import MovingClock


async def put_some(transactions: Transactions, clock: MovingClock, *keys: str) -> None:
    async with transactions.writing() as session:
        for key in keys:
            await put(session, "test", key, {}, clock.now())


def worker(transactions: Transactions, clock: MovingClock, handler: Handler, at_once: int = 4) -> Worker:
    return Worker(transactions, clock, {"test": handler}, poll=0.01, at_once=at_once)


async def obey(task: Task) -> TaskResult:
    return leave(task.key)


async def test_everything_due_is_done_and_counted(transactions: Transactions, clock: MovingClock) -> None:
    keys = [str(number) for number in range(25)]
    await put_some(transactions, clock, *keys)

    assert await worker(transactions, clock, obey).run_due() == 25
    assert await effects(transactions) == dict.fromkeys(keys, 1)
    assert await worker(transactions, clock, obey).run_due() == 0


async def test_tasks_put_by_tasks_are_done_too(transactions: Transactions, clock: MovingClock) -> None:
    async def handler(task: Task) -> TaskResult:
        if task.key == "first":
            await put_some(transactions, clock, "second")
        return leave(task.key)

    await put_some(transactions, clock, "first")

    assert await worker(transactions, clock, handler).run_due() == 2
    assert await effects(transactions) == {"first": 1, "second": 1}


async def test_rolled_back_task_never_runs(transactions: Transactions, clock: MovingClock) -> None:
    async def put_and_break() -> None:
        async with transactions.writing() as session:
            await put(session, "test", "never", {}, clock.now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await put_and_break()

    assert await worker(transactions, clock, obey).run_due() == 0


async def test_handler_runs_outside_any_transaction(transactions: Transactions, clock: MovingClock) -> None:
    async def handler(task: Task) -> TaskResult:
        async with transactions.writing() as session:
            await leave("by the handler")(session)
        return leave("by the worker")

    await put_some(transactions, clock, "one")

    async with asyncio.timeout(DEADLINE):
        await worker(transactions, clock, handler).run_due()
    assert await effects(transactions) == {"by the handler": 1, "by the worker": 1}


async def test_several_tasks_are_under_way_together_but_no_more_than_allowed(
    transactions: Transactions, clock: MovingClock
) -> None:
    under_way, most = 0, 0
    three = asyncio.Barrier(3)

    async def handler(task: Task) -> TaskResult:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await three.wait()
        under_way -= 1
        return leave(task.key)

    await put_some(transactions, clock, *"abcdefghi")

    async with asyncio.timeout(DEADLINE):
        assert await worker(transactions, clock, handler, at_once=3).run_due() == 9
    assert most == 3


async def test_exception_is_kept_and_logged_by_its_class_alone(transactions: Transactions, clock: MovingClock) -> None:
    async def handler(task: Task) -> TaskResult:
        raise LookupError("no person 900101300017")

    await put_some(transactions, clock, "one")
    with capture_logs() as lines:
        await worker(transactions, clock, handler).run_due()
    row = await only_task(transactions)

    assert (row.last_error, row.failures) == ("LookupError", 1)
    assert lines[0].pop("way")[0].startswith("integration/outbox/test_worker.py:")
    assert lines == [
        {
            "event": "task_failed",
            "log_level": "warning",
            "kind": "test",
            "task": str(row.id),
            "attempt": 1,
            "error": "LookupError",
        }
    ]


async def test_effect_that_raises_is_a_failure_and_nothing_of_it_stays(
    transactions: Transactions, clock: MovingClock
) -> None:
    async def handler(task: Task) -> TaskResult:
        async def effect(session: object) -> None:
            await leave("half")(session)  # type: ignore[arg-type]  # the session it is given
            raise LookupError

        return effect

    await put_some(transactions, clock, "one")
    await worker(transactions, clock, handler).run_due()

    assert (await effects(transactions), (await only_task(transactions)).last_error) == ({}, "LookupError")


async def test_handler_that_outlives_its_lease_is_stopped(transactions: Transactions, clock: MovingClock) -> None:
    async def handler(task: Task) -> TaskResult:
        await asyncio.Event().wait()
        return None

    await put_some(transactions, clock, "one")
    short = timedelta(milliseconds=50)
    await Worker(transactions, clock, {"test": handler}, lease=short).run_due()

    assert (await only_task(transactions)).last_error == "TimeoutError"


async def test_effect_of_a_lost_lease_is_not_applied(transactions: Transactions, clock: MovingClock) -> None:
    async def slow(task: Task) -> TaskResult:
        clock.move(timedelta(minutes=2))
        assert await worker(transactions, clock, obey).run_due() == 1
        return leave("too late")

    await put_some(transactions, clock, "one")
    with capture_logs() as lines:
        await worker(transactions, clock, slow).run_due()

    assert await effects(transactions) == {"one": 1}
    assert [line["event"] for line in lines] == ["task", "task_lease_lost"]


async def test_idle_worker_takes_no_write_lock(transactions: Transactions, clock: MovingClock) -> None:
    async with asyncio.timeout(DEADLINE), transactions.writing() as session:
        await leave("somebody is writing")(session)

        assert await worker(transactions, clock, obey).run_due() == 0


async def test_worker_works_until_it_is_stopped_and_finishes_what_is_under_way(
    transactions: Transactions, clock: MovingClock
) -> None:
    stop, started, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def handler(task: Task) -> TaskResult:
        started.set()
        await go_on.wait()
        return leave(task.key)

    running = asyncio.create_task(worker(transactions, clock, handler, at_once=1).run(stop))
    await put_some(transactions, clock, "one", "two")
    async with asyncio.timeout(DEADLINE):
        await started.wait()
        stop.set()
        go_on.set()
        await running

    assert (len(await effects(transactions)), await count_open(transactions)) == (1, 1)


async def test_worker_that_is_cancelled_cancels_what_is_under_way(
    transactions: Transactions, clock: MovingClock
) -> None:
    started, ended = asyncio.Event(), asyncio.Event()

    async def handler(task: Task) -> TaskResult:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return None

    await put_some(transactions, clock, "one")
    running = asyncio.create_task(worker(transactions, clock, handler).run(asyncio.Event()))
    async with asyncio.timeout(DEADLINE):
        await started.wait()
        running.cancel()
        await ended.wait()

    assert await count_open(transactions) == 1


async def test_task_put_off_is_done_when_its_time_has_come(transactions: Transactions, clock: MovingClock) -> None:
    outcomes: list[TaskResult] = [leave("one"), TryLater("away", timedelta(seconds=5))]

    async def handler(task: Task) -> TaskResult:
        return outcomes.pop()

    await put_some(transactions, clock, "one")
    counts = []
    for _ in range(3):
        counts.append(await worker(transactions, clock, handler).run_due())
        clock.move(timedelta(seconds=2.5))

    assert (counts, await effects(transactions)) == ([1, 0, 1], {"one": 1})


async def test_worker_outlives_a_database_that_is_away(clock: MovingClock) -> None:
    class Away:
        """Stands where Transactions would, and is out of reach, as long as it takes to see it three times."""

        def __init__(self) -> None:
            self.asked = 0

        def reading(self) -> object:
            self.asked += 1
            if self.asked == 3:
                stop.set()
            raise ConnectionError("10.0.0.7 is away")

    stop, away = asyncio.Event(), Away()
    with capture_logs() as lines:
        async with asyncio.timeout(DEADLINE):
            await Worker(away, clock, {"test": obey}, poll=0.001).run(stop)  # type: ignore[arg-type]  # on purpose

    assert [(line["event"], line["error"]) for line in lines] == 3 * [("outbox_out_of_reach", "ConnectionError")]


def test_log_lines_can_be_captured() -> None:
    with capture_logs() as lines:
        structlog.get_logger("anything").warning("seen")

    assert lines == [{"event": "seen", "log_level": "warning"}]


async def test_lease_begins_when_the_task_is_claimed_not_when_the_wait_for_other_writers_began(
    transactions: Transactions, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put_some(transactions, clock, "one")
    wait_for_transactions(monkeypatch, lambda: clock.move(timedelta(seconds=30)))
    leases: list[datetime | None] = []

    async def look(_task: Task) -> TaskResult:
        leases.append((await only_task(transactions)).leased_until)
        return None

    before = clock.now()
    await worker(transactions, clock, look).run_due()

    assert leases == [before + timedelta(seconds=30) + LEASE]
