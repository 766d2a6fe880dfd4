"""The neighbours of the gateway, for the request id that they pass on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.gateway.world import World, opened


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path) as neighbours:
        yield neighbours
