"""Parameters of statements are personal data: neither an error nor the log shows them."""

from uuid import uuid4

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account
from portal.demo.people import CITIZEN
from portal.jobs.worker import Worker
from portal.outbox.put import put
from portal.outbox.work import Effect, Task
from tests.factories.portal import Portal
from tests.factories.sink import SINK


async def break_down(session: AsyncSession) -> None:
    await session.execute(text("SELECT nothing FROM nowhere WHERE iin = :iin"), {"iin": CITIZEN.iin})


async def test_an_error_of_the_database_names_nobody(portal: Portal) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with portal.parts.transactions.reading() as session:
            await break_down(session)

    assert (CITIZEN.iin in str(caught.value), "parameters hidden" in str(caught.value)) == (False, True)


async def test_a_number_that_is_taken_is_told_to_nobody(portal: Portal) -> None:
    """PostgreSQL writes the value into its error, so the log has only the traceback."""

    async def twice(session: AsyncSession) -> None:
        known = {"id": uuid4(), "iin": CITIZEN.iin, "password_hash": "x", "created_at": clock.now()}
        await session.execute(insert(Account).values(known))

    async def handler(_task: Task) -> Effect:
        return twice

    transactions, clock = portal.parts.transactions, portal.clock
    async with transactions.writing() as session:
        await put(session, "test", "one", {}, clock.now())

    await Worker(transactions, clock, {"test": handler}).run_due()

    assert [line["error"] for line in SINK.lines if line["event"] == "task_failed"] == ["IntegrityError"]
