"""Recurring jobs: each turn is done by one worker of several, and the next one always comes."""

import asyncio
from datetime import datetime, timedelta

from portal.database.transactions import Transactions
from portal.jobs.recurring import RecurringJob, enlist, recurring_handlers
from portal.jobs.worker import Worker
from portal.outbox.work import Effect, TryLater
from tests.integration.outbox.effects import effects, leave, only_task
from tests.integration.outbox.moving import MovingClock

HOUR = timedelta(hours=1)


async def sweep(now: datetime) -> Effect:
    return leave(f"sweep {now:%H:%M}")


async def start(transactions: Transactions, clock: MovingClock, job: RecurringJob) -> Worker:
    async with transactions.writing() as session:
        await enlist(session, [job], clock.now())
    return Worker(transactions, clock, recurring_handlers([job], clock))


async def test_of_several_workers_one_does_each_turn(transactions: Transactions, clock: MovingClock) -> None:
    job = RecurringJob("sweep", HOUR, sweep)
    workers = [await start(transactions, clock, job) for _ in range(4)]
    turns = []
    for _ in range(4):
        turns.append(sum(await asyncio.gather(*(worker.run_due() for worker in workers))))
        clock.move(HOUR / 2)

    assert turns == [1, 0, 1, 0]
    assert await effects(transactions) == {"sweep 12:00": 1, "sweep 13:00": 1}


async def test_turns_missed_are_made_up_for_by_one(transactions: Transactions, clock: MovingClock) -> None:
    worker = await start(transactions, clock, RecurringJob("sweep", HOUR, sweep))
    await worker.run_due()
    clock.move(10 * HOUR)

    assert await worker.run_due() == 1
    assert (await only_task(transactions)).due_at == clock.now() + HOUR


async def test_job_that_fails_is_seen_and_goes_on(transactions: Transactions, clock: MovingClock) -> None:
    async def broken(now: datetime) -> None:
        raise OSError("no line")

    worker = await start(transactions, clock, RecurringJob("refresh", HOUR, broken))
    for _ in range(20):
        assert await worker.run_due() == 1
        clock.move(HOUR)
    row = await only_task(transactions)

    assert (row.dead_at, row.failures, row.last_error) == (None, 20, "OSError")


async def test_job_that_cannot_now_comes_back_when_it_says(transactions: Transactions, clock: MovingClock) -> None:
    async def away(now: datetime) -> TryLater:
        return TryLater("crl_away", timedelta(minutes=1))

    await (await start(transactions, clock, RecurringJob("refresh", HOUR, away))).run_due()
    row = await only_task(transactions)

    assert (row.due_at, row.failures, row.last_error) == (clock.now() + timedelta(minutes=1), 0, "crl_away")
