"""An empty installation."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.check.findings import Installation
from portal.settings import Settings
from tests.fakes.clock import SettableClock


@pytest.fixture
def any_installation(tmp_path: Path) -> Installation:
    data = tmp_path / "data"
    settings = Settings(data, f"sqlite+aiosqlite:///{data}/kezek.db", str(data), data / "secret")
    return Installation(settings, SettableClock(datetime(2026, 11, 22, tzinfo=UTC)))
