"""The checks of a PostgreSQL database."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.engine import make_url

from portal.check.findings import Level
from tests.factories.postgresql import throw_away_postgresql
from tests.integration.check.installation import Installation


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with throw_away_postgresql() as url:
        yield url


async def test_from_nothing_to_a_good_one(installation: Installation, server: str) -> None:
    away = make_url(server).set(database="nothing").render_as_string()
    installation.set(KEZEK_DATABASE_URL=away)
    (absent,) = await installation.found()
    installation.set(KEZEK_DATABASE_URL=server)
    empty = await installation.codes()
    upgraded = installation.run("portal db upgrade").returncode
    good = await installation.codes()
    late = await installation.codes(later=timedelta(minutes=1))

    assert (absent.level, absent.code) == (Level.UNKNOWN, "database_away")
    assert 'does not answer: database "nothing" does not exist. Is it running?' in absent.words
    assert empty == [(Level.WRONG, "database_empty")]
    assert (upgraded, good) == (0, [])
    assert late == [(Level.UNSAFE, "clock_differs")]
