"""A demonstration in test mode, in a process of its own; and a database with a clock to be moved."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Table

from e2e.kit.demo import Demo
from e2e.kit.world import World
from portal.database.clock import MovableClock
from portal.database.tables import ClockOffset
from portal.database.transactions import Transactions
from tests.fakes.clock import SettableClock
from tests.integration.database.fresh import fresh_database
from tests.integration.outbox.effects import TABLES


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo")) as started:
        yield started


@pytest.fixture
def world(demo: Demo) -> Iterator[World]:
    opened = World(demo.address)
    yield opened
    opened.reset()
    opened.close()


@pytest.fixture
async def transactions(tmp_path: Path) -> AsyncIterator[Transactions]:
    async with fresh_database(tmp_path, [*TABLES, cast("Table", ClockOffset.__table__)]) as engine:
        yield Transactions(engine)


@pytest.fixture
def clock() -> MovableClock:
    """Moved from a machine's clock that stands still, so that moments are exact."""
    return MovableClock(SettableClock())
