"""The journeys use the kit as any other suite does."""

from pathlib import Path

import pytest

from e2e.kit.demo import Demo, Running
from e2e.kit.plugin import *  # noqa: F403 -- a plugin named in a conftest below the root is not loaded by pytest

_HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def base_url(demo: Demo | Running) -> str:
    """In the place of the one that the browser's plugin brings, of which pytest complains."""
    return demo.address


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Last of all: Playwright keeps an event loop for itself, in which no test with one of its own could run."""
    items.sort(key=lambda item: _HERE in item.path.parents)
