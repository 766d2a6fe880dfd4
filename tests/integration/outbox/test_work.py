"""Tasks: put once, claimed by one worker, put off, dead, and never applied by a worker that has lost the lease."""

import asyncio
from datetime import datetime, timedelta

from portal.database.transactions import Transactions
from portal.outbox.put import put
from portal.outbox.work import (
    LEASE,
    MOST_FAILURES,
    Again,
    Task,
    TaskResult,
    TryLater,
    claim_tasks,
    fail_task,
    finish_task,
    is_due,
)
from tests.integration.outbox.effects import count_open, effects, leave, only_task
from tests.integration.outbox.moving import MovingClock

SECOND = timedelta(seconds=1)


async def put_one(transactions: Transactions, now: datetime, key: str = "one", *, lasting: bool = False) -> None:
    async with transactions.writing() as session:
        await put(session, "test", key, {"a": "1"}, now, lasting=lasting)


async def claim_all(transactions: Transactions, now: datetime, most: int = 10) -> list[Task]:
    async with transactions.writing() as session:
        return await claim_tasks(session, now, ("test",), most)


async def settle_one(transactions: Transactions, task: Task, settlement: TaskResult, now: datetime) -> bool:
    async with transactions.writing() as session:
        return await finish_task(session, task, settlement, now)


async def fail_one(transactions: Transactions, task: Task, now: datetime) -> bool:
    async with transactions.writing() as session:
        return await fail_task(session, task, "Broken", now)


async def test_task_put_twice_is_one_task(transactions: Transactions, clock: MovingClock) -> None:
    await asyncio.gather(*(put_one(transactions, clock.now()) for _ in range(5)))
    (task,) = await claim_all(transactions, clock.now())
    await settle_one(transactions, task, leave("one"), clock.now())
    await put_one(transactions, clock.now())

    assert (task.payload, await claim_all(transactions, clock.now())) == ({"a": "1"}, [])
    assert await effects(transactions) == {"one": 1}


async def test_task_is_claimed_by_one_worker_and_only_when_due(transactions: Transactions, clock: MovingClock) -> None:
    await put_one(transactions, clock.now() + SECOND)
    assert await claim_all(transactions, clock.now()) == []

    clock.move(SECOND)
    claimed = await asyncio.gather(*(claim_all(transactions, clock.now()) for _ in range(5)))

    assert sorted(len(tasks) for tasks in claimed) == [0, 0, 0, 0, 1]


async def test_task_of_another_kind_is_left_alone(transactions: Transactions, clock: MovingClock) -> None:
    await put_one(transactions, clock.now())

    async with transactions.writing() as session:
        assert await claim_tasks(session, clock.now(), ("other",)) == []
        assert await is_due(session, clock.now(), ("other",)) is False
        assert await is_due(session, clock.now(), ("test",)) is True


async def test_tasks_are_claimed_oldest_first_and_no_more_than_asked(
    transactions: Transactions, clock: MovingClock
) -> None:
    for key, seconds in (("third", 3), ("first", 1), ("second", 2)):
        await put_one(transactions, clock.now() + seconds * SECOND, key)
    clock.move(5 * SECOND)

    first = await claim_all(transactions, clock.now(), 2)
    rest = await claim_all(transactions, clock.now(), 2)

    assert [[task.key for task in tasks] for tasks in (first, rest)] == [["first", "second"], ["third"]]


async def test_lease_that_ran_out_is_anothers_and_its_old_holder_applies_nothing(
    transactions: Transactions, clock: MovingClock
) -> None:
    await put_one(transactions, clock.now())
    (old,) = await claim_all(transactions, clock.now())
    assert await claim_all(transactions, clock.now() + LEASE - SECOND) == []
    clock.move(LEASE)
    (new,) = await claim_all(transactions, clock.now())

    assert await settle_one(transactions, old, leave("old"), clock.now()) is False
    assert await settle_one(transactions, old, TryLater("away"), clock.now()) is False
    assert await settle_one(transactions, old, Again(clock.now(), leave("old")), clock.now()) is False
    assert await fail_one(transactions, old, clock.now()) is False
    assert await settle_one(transactions, new, leave("new"), clock.now()) is True
    assert await settle_one(transactions, new, leave("new"), clock.now()) is False
    assert await effects(transactions) == {"new": 1}


async def test_effect_that_raises_leaves_the_task_open_and_nothing_applied(
    transactions: Transactions, clock: MovingClock
) -> None:
    await put_one(transactions, clock.now())
    (task,) = await claim_all(transactions, clock.now())

    async def half(session: object) -> None:
        await leave("half")(session)  # type: ignore[arg-type]  # the session it is given
        raise RuntimeError

    try:
        await settle_one(transactions, task, half, clock.now())
    except RuntimeError:
        await fail_one(transactions, task, clock.now())

    assert (await effects(transactions), await count_open(transactions)) == ({}, 1)


async def test_failures_wait_longer_each_time_and_then_the_task_is_dead(
    transactions: Transactions, clock: MovingClock
) -> None:
    await put_one(transactions, clock.now())
    waits = []
    for _ in range(MOST_FAILURES):
        (task,) = await claim_all(transactions, clock.now())
        await fail_one(transactions, task, clock.now())
        row = await only_task(transactions)
        waits.append((row.due_at - clock.now()).total_seconds())
        clock.move(max(row.due_at - clock.now(), timedelta(0)))

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 0]
    assert (row.dead_at, row.last_error, row.failures) == (clock.now(), "Broken", MOST_FAILURES)
    assert await claim_all(transactions, clock.now() + timedelta(days=365)) == []


async def test_task_put_off_never_dies_and_counts_no_failure(transactions: Transactions, clock: MovingClock) -> None:
    await put_one(transactions, clock.now())
    for _ in range(3 * MOST_FAILURES):
        (task,) = await claim_all(transactions, clock.now())
        await settle_one(transactions, task, TryLater("away", SECOND), clock.now())
        clock.move(SECOND)
    row = await only_task(transactions)

    assert (row.attempts, row.failures, row.dead_at, row.last_error) == (3 * MOST_FAILURES, 0, None, "away")
    (task,) = await claim_all(transactions, clock.now())
    await fail_one(transactions, task, clock.now())
    assert (await only_task(transactions)).due_at == clock.now() + SECOND


async def test_task_that_costs_every_worker_its_life_is_dead_in_the_end(
    transactions: Transactions, clock: MovingClock
) -> None:
    await put_one(transactions, clock.now())
    await put_one(transactions, clock.now() + timedelta(days=1), "after it")
    for _ in range(MOST_FAILURES):
        assert [task.key for task in await claim_all(transactions, clock.now(), 1)] == ["one"]
        clock.move(LEASE)
    clock.move(timedelta(days=1))

    (task,) = await claim_all(transactions, clock.now(), 1)

    assert (task.key, task.attempts, task.failures) == ("after it", 1, 0)


async def test_lasting_task_outlives_any_number_of_failures(transactions: Transactions, clock: MovingClock) -> None:
    await put_one(transactions, clock.now(), lasting=True)
    for _ in range(3 * MOST_FAILURES):
        (task,) = await claim_all(transactions, clock.now())
        await fail_one(transactions, task, clock.now())
        clock.move(timedelta(hours=1))
        await claim_all(transactions, clock.now())
        clock.move(LEASE)
    row = await only_task(transactions)

    assert (row.dead_at, row.failures) == (None, 6 * MOST_FAILURES - 1)


async def test_task_that_comes_again_is_due_again_with_a_clean_slate(
    transactions: Transactions, clock: MovingClock
) -> None:
    await put_one(transactions, clock.now())
    (task,) = await claim_all(transactions, clock.now())
    await fail_one(transactions, task, clock.now())
    clock.move(SECOND)
    (task,) = await claim_all(transactions, clock.now())

    await settle_one(transactions, task, Again(clock.now() + SECOND, leave("turn")), clock.now())

    row = await only_task(transactions)
    assert (row.due_at, row.failures, row.last_error, row.done_at) == (clock.now() + SECOND, 0, None, None)
    assert await effects(transactions) == {"turn": 1}
