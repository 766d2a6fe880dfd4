"""What is done on the way when time is moved: each thing at its own moment, in order, and told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import pytest

from portal.database.clock import MovableClock
from portal.database.transactions import Transactions
from portal.demo.pausable_worker import PausableWorker
from portal.demo.test_mode.time_machine import MOST_STOPS, Happening, TimeMachine
from portal.jobs.recurring import RecurringJob, enlist, recurring_handlers
from portal.jobs.worker import TaskOutcome, Worker
from portal.outbox.put import put
from portal.outbox.work import Handler, Task, TaskResult, TryLater
from tests.fakes.clock import TUESDAY_TEN
from tests.integration.outbox.effects import effects, leave

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
DONE, AGAIN, LATER, FAILED = TaskOutcome.DONE, TaskOutcome.AGAIN, TaskOutcome.LATER, TaskOutcome.FAILED
JOB = "recurring.sweep"

Machine = Callable[[Handler], TimeMachine]


@pytest.fixture
async def pausables() -> AsyncIterator[list[PausableWorker]]:
    started: list[PausableWorker] = []
    yield started
    for pausable in started:
        await pausable.stop()


@pytest.fixture
def machine(clock: MovableClock, transactions: Transactions, pausables: list[PausableWorker]) -> Machine:
    def make(handler: Handler, *jobs: RecurringJob) -> TimeMachine:
        handlers = {"test": handler, **recurring_handlers(jobs, clock)}
        worker = Worker(transactions, clock, handlers, poll=0.01)
        pausables.append(PausableWorker(worker))
        return TimeMachine(clock, transactions, worker, pausables[-1])

    return make


async def put_for(transactions: Transactions, **moments: datetime) -> None:
    async with transactions.writing() as session:
        for key, moment in moments.items():
            await put(session, "test", key, {}, moment)


async def obey(task: Task) -> TaskResult:
    return leave(task.key)


def told(happened: list[Happening]) -> list[tuple[str, timedelta, TaskOutcome]]:
    return [(one.kind, one.at - TUESDAY_TEN, one.outcome) for one in happened]


async def test_tasks_are_done_in_the_order_of_their_moments_each_at_its_own(
    clock: MovableClock, transactions: Transactions, machine: Machine
) -> None:
    seen: list[tuple[str, datetime]] = []

    async def handler(task: Task) -> TaskResult:
        seen.append((task.key, clock.now()))
        return leave(task.key)

    moments = {"c": TUESDAY_TEN + 20 * DAY, "a": TUESDAY_TEN + HOUR, "b": TUESDAY_TEN + 5 * DAY}
    await put_for(transactions, **moments, not_yet=TUESDAY_TEN + 26 * DAY)

    happened = await machine(handler).move(25 * DAY)

    assert seen == [(key, moments[key]) for key in "abc"]
    assert told(happened) == [("test", HOUR, DONE), ("test", 5 * DAY, DONE), ("test", 20 * DAY, DONE)]
    assert clock.now() == TUESDAY_TEN + 25 * DAY
    assert await effects(transactions) == {"a": 1, "b": 1, "c": 1}


async def test_what_a_task_asks_for_on_the_way_is_done_on_the_way(
    clock: MovableClock, transactions: Transactions, machine: Machine
) -> None:
    async def handler(task: Task) -> TaskResult:
        if task.key == "first":
            await put_for(transactions, second=clock.now() + DAY)
        return leave(task.key)

    await put_for(transactions, first=TUESDAY_TEN + DAY)

    assert told(await machine(handler).move(3 * DAY)) == [("test", DAY, DONE), ("test", 2 * DAY, DONE)]


async def test_jobs_have_a_turn_at_each_stop_and_one_at_the_end(
    clock: MovableClock, transactions: Transactions, machine: Callable[..., TimeMachine]
) -> None:
    """A month of a job that comes every two seconds is two turns here, and not 1,296,000."""

    async def sweep(_now: datetime) -> None:
        return None

    job = RecurringJob("sweep", 2 * SECOND, sweep)
    async with transactions.writing() as session:
        await enlist(session, [job], clock.now())
    await put_for(transactions, one=TUESDAY_TEN + DAY)

    happened = await machine(obey, job).move(30 * DAY)

    assert told(happened) == [(JOB, DAY, AGAIN), ("test", DAY, DONE), (JOB, 30 * DAY, AGAIN)]


async def test_a_task_that_puts_itself_off_for_ever_does_not_hold_time_up(
    transactions: Transactions, machine: Machine
) -> None:
    async def handler(_task: Task) -> TaskResult:
        return TryLater("away", 5 * SECOND)

    await put_for(transactions, one=TUESDAY_TEN)

    happened = told(await machine(handler).move(30 * DAY))

    stops = [("test", 5 * SECOND * n, LATER) for n in range(MOST_STOPS)]
    assert happened == [*stops, ("test", 30 * DAY, LATER)]


async def test_a_task_that_fails_is_told_and_tried_again_as_ever(transactions: Transactions, machine: Machine) -> None:
    async def handler(task: Task) -> TaskResult:
        if task.failures < 2:
            raise ValueError
        return leave(task.key)

    await put_for(transactions, one=TUESDAY_TEN + DAY)

    happened = told(await machine(handler).move(2 * DAY))

    assert happened == [("test", DAY, FAILED), ("test", DAY + SECOND, FAILED), ("test", DAY + 3 * SECOND, DONE)]


async def test_moved_back_jobs_are_due_again_and_what_was_done_stays_done(
    clock: MovableClock, transactions: Transactions, machine: Callable[..., TimeMachine]
) -> None:
    async def sweep(now: datetime) -> None:
        turns.append(now)

    turns: list[datetime] = []
    job = RecurringJob("sweep", HOUR, sweep)
    async with transactions.writing() as session:
        await enlist(session, [job], clock.now())
    await put_for(transactions, one=TUESDAY_TEN + HOUR)
    travel = machine(obey, job)
    await travel.move(DAY)

    happened = await travel.move(-DAY)

    assert told(happened) == [(JOB, timedelta(), AGAIN)]
    assert turns[-1] == clock.now() == TUESDAY_TEN
    assert await effects(transactions) == {"one": 1}


async def test_by_nothing_what_is_due_now_is_done(
    clock: MovableClock, transactions: Transactions, machine: Machine
) -> None:
    await put_for(transactions, now=TUESDAY_TEN, later=TUESDAY_TEN + SECOND)

    assert told(await machine(obey).move(timedelta())) == [("test", timedelta(), DONE)]
    assert clock.now() == TUESDAY_TEN


async def test_time_moves_only_once_the_worker_has_done_what_it_had_begun_and_it_rests_meanwhile(
    transactions: Transactions, machine: Machine, pausables: list[PausableWorker]
) -> None:
    begun, go_on, done = asyncio.Event(), asyncio.Event(), list[str]()

    async def handler(task: Task) -> TaskResult:
        if task.key == "under_way":
            begun.set()
            await go_on.wait()
        done.append(task.key)
        return leave(task.key)

    await put_for(transactions, under_way=TUESDAY_TEN)
    travel = machine(handler)
    pausables[0].start()
    await begun.wait()
    await put_for(transactions, tomorrow=TUESDAY_TEN + DAY)

    moving = asyncio.create_task(travel.move(2 * DAY))
    for _ in range(20):  # as long as the whole move takes otherwise, and longer
        await effects(transactions)
    go_on.set()

    assert told(await moving) == [("test", DAY, DONE)]
    assert done == ["under_way", "tomorrow"]
    assert await effects(transactions) == {"under_way": 1, "tomorrow": 1}
