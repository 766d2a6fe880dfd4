"""Two processes over one database: a move in one is seen by the very next page of the other."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from auth.accounts.tables import Account
from auth.sessions.lifecycle import IDLE, open_session
from e2e.kit.demo import ROOT, Demo
from e2e.kit.world import World
from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from portal.demo.people import CITIZEN
from tests.integration.test_mode.by_hand import cabinet, time_shown

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def second(demo: Demo) -> Iterator[str]:
    """Its address."""
    script = Path(__file__).with_name("second_process.py")
    command = [sys.executable, "-c", f"import runpy; runpy.run_path({str(script)!r}, run_name='__main__')"]
    with subprocess.Popen([*command, str(demo.data)], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


async def test_both_show_the_moved_time_at_once(demo: Demo, second: str, world: World) -> None:
    for move in ({"days": 25}, {"hours": -3}, {"days": -100}, {"minutes": 7}):
        world.move(**move)

        begun = world.now().replace(second=0, microsecond=0)
        shown = [time_shown(address) for address in (demo.address, second)]
        over = world.now()

        assert [moment is not None and begun <= moment <= over for moment in shown] == [True, True], (begun, shown)


async def test_a_session_ends_in_both_at_once(demo: Demo, second: str, world: World) -> None:
    session_id = await sign_in(demo, world)
    both = (demo.address, second)
    assert [cabinet(address, session_id).status_code for address in both] == [200, 200]

    world.move(seconds=(IDLE + MINUTE).total_seconds())

    assert [cabinet(address, session_id).status_code for address in both] == [303, 303]


async def sign_in(demo: Demo, world: World) -> str:
    """Past the log-in page, which has tests of its own."""
    engine = create_engine(f"sqlite+aiosqlite:///{demo.data / 'kezek.db'}")
    async with Transactions(engine).writing() as session:
        account_id = (await session.scalars(select(Account.id).where(Account.iin == CITIZEN.iin))).one()
        session_id = await open_session(session, account_id, world.now())
    await engine.dispose()
    return session_id
