"""One provider for all of these tests, and one portal that knows it; as new for each of them."""

from collections.abc import AsyncIterator, Iterator

import pytest
from litestar import Litestar

from portal.kernel.clock import SystemClock
from tests.factories.identity_provider import RealProvider, real_provider
from tests.factories.portal import Portal
from tests.integration.federation.world import Federated, federated, identity_app


@pytest.fixture(scope="session")
def provider() -> Iterator[RealProvider]:
    with real_provider() as running:
        yield running


@pytest.fixture(scope="session")
def app(portal_of_all: Portal, provider: RealProvider) -> Litestar:
    return identity_app(portal_of_all, provider.address, provider.jwks)


@pytest.fixture
async def world(portal: Portal, app: Litestar) -> AsyncIterator[Federated]:
    """The portal with the real time, because the provider's clock cannot be moved."""
    portal.clock.set(SystemClock().now())
    async with federated(portal, app) as made:
        yield made
