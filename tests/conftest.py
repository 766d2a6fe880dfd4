"""Fixtures of the portal: one data folder, one application and one set of worker processes for all tests."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings

from portal.joining.tasks import Processes
from tests.factories.cases import Cases
from tests.factories.database import SERVER, on_postgresql
from tests.factories.demo_data import DemoData, make_demo_data
from tests.factories.portal import Portal
from tests.factories.postgresql import throw_away_postgresql
from tests.factories.sink import (  # noqa: F401 -- pytest finds its hooks by their names
    pytest_runtest_call,
    pytest_runtest_setup,
    pytest_runtest_teardown,
    pytest_sessionstart,
)

# No deadline, because a busy machine is slow. `--hypothesis-profile=long` tries ten times as many examples.
settings.register_profile("kezek", deadline=None, max_examples=30)
settings.register_profile("long", deadline=None, max_examples=300)
settings.load_profile("kezek")


def pytest_addoption(parser: pytest.Parser) -> None:
    told = f"where databases are made; postgresql is a server of this run's own, unless {SERVER} names one"
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is imported; worker processes inherit the address."""
    if config.getoption("--database") == "postgresql" and not on_postgresql():
        stack = ExitStack()
        config.add_cleanup(stack.close)
        os.environ[SERVER] = stack.enter_context(throw_away_postgresql())


def pytest_report_header() -> str:
    return f"database: {'PostgreSQL' if on_postgresql() else 'SQLite'}"


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoData]:
    made = make_demo_data(tmp_path_factory.mktemp("demo_data"))
    yield made
    made.drop()


@pytest.fixture(scope="session")
def processes() -> Iterator[Processes]:
    opened = Processes()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def portal_of_all(demo_data: DemoData, processes: Processes) -> Portal:
    return Portal(demo_data, processes)


@pytest.fixture
async def portal(portal_of_all: Portal) -> AsyncIterator[Portal]:
    """The portal with a fresh database, files and clock for every test."""
    async with portal_of_all.opened() as opened:
        yield opened


@pytest.fixture
def cases(portal: Portal) -> Cases:
    return Cases(portal)
