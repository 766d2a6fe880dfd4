"""A database with the outbox and a table of effects in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from portal.database.transactions import Transactions
from tests.integration.database.fresh import fresh_database
from tests.integration.outbox.effects import TABLES
from tests.integration.outbox.moving import MovingClock


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with fresh_database(tmp_path, TABLES) as opened:
        yield opened


@pytest.fixture
def transactions(engine: AsyncEngine) -> Transactions:
    return Transactions(engine)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()
