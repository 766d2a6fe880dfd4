"""The portal for whoever asks for it: one ground, one application, one set of worker processes for all tests."""

from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import settings

from tests.factories.cases import Cases
from tests.factories.ground import Ground, make_ground
from tests.factories.portal import Pools, Portal

# A machine that is busy makes no example slow.
settings.register_profile("kezek", deadline=None)
settings.load_profile("kezek")


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("ground"))
    yield made
    made.drop()


@pytest.fixture(scope="session")
def pools() -> Iterator[Pools]:
    opened = Pools()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def portal_of_all(ground: Ground, pools: Pools) -> Portal:
    return Portal(ground, pools)


@pytest.fixture
async def portal(portal_of_all: Portal) -> AsyncIterator[Portal]:
    """As new for every test: its own database, files and clock."""
    async with portal_of_all.opened() as opened:
        yield opened


@pytest.fixture
def cases(portal: Portal) -> Cases:
    return Cases(portal)
