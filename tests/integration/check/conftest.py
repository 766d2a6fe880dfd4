"""One valid installation, made once; every test gets a copy."""

from pathlib import Path

import pytest

from tests.integration.check.installation import Installation, make_installation


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return make_installation(tmp_path_factory.mktemp("installation") / "made")


@pytest.fixture
def installation(good: Installation, tmp_path: Path) -> Installation:
    return good.copied(tmp_path / "kezek")
