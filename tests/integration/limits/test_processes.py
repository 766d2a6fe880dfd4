"""All processes share one limit, and it survives them (security notes, check 8)."""

import asyncio
import os
import secrets
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from signal import SIGKILL

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from auth.limits.tables import Attempts
from portal.database.transactions import Transactions
from portal.demo.people import CITIZEN
from portal.migrations.run import upgrade_schema
from tests.factories.deadline import DEADLINE
from tests.factories.page_checks import Page
from tests.factories.ports import free_port
from tests.integration.database.fresh import fresh_database, url_of
from tests.integration.limits.guessing import WRONG

ROOT = Path(__file__).parents[3]
MOST = 7


async def guesser(engine: AsyncEngine, tries: int) -> Process:
    """A process that is ready to try."""
    command = [sys.executable, "-m", "tests.integration.limits.guesser", url_of(engine), "somebody", str(MOST)]
    process = await asyncio.create_subprocess_exec(*command, str(tries), stdin=PIPE, stdout=PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def try_at_once(processes: list[Process]) -> int:
    """The number of tries accepted by all processes together."""
    told = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    return sum(int(output) for output, _ in told)


async def test_processes_count_together_and_a_new_one_goes_on_counting(tmp_path: Path) -> None:
    async with fresh_database(tmp_path, [Attempts.__table__]) as engine:  # type: ignore[list-item]
        together = await try_at_once([await guesser(engine, 20) for _ in range(2)])
        later = await try_at_once([await guesser(engine, 5)])
        async with Transactions(engine).reading() as session:
            left = (await session.scalars(select(Attempts.remaining).order_by(Attempts.remaining))).all()

    assert (together, later) == (MOST, 0)
    assert left == [0, 9 * MOST]


@pytest.mark.long
async def test_servers_count_together_through_a_restart(tmp_path: Path) -> None:
    """Two servers of two processes each; one is killed and another takes its place."""
    (tmp_path / "secret").write_bytes(secrets.token_bytes(32))
    async with fresh_database(tmp_path, []) as engine, AsyncExitStack() as stack:
        await upgrade_schema(engine)
        doomed, survivor = [await serve(tmp_path, engine, stack) for _ in range(2)]
        first = await guess([doomed[1], survivor[1]], 60)
        await kill(doomed[0])
        newcomer = await serve(tmp_path, engine, stack)
        second = await guess([newcomer[1], survivor[1]], 40)

    assert (first, second) == ({422: 5, 429: 55}, {429: 40})


async def kill(process: Process) -> None:
    """With the processes it has started."""
    if process.returncode is None:
        os.killpg(process.pid, SIGKILL)
        await process.wait()


async def serve(data: Path, engine: AsyncEngine, stack: AsyncExitStack) -> tuple[Process, str]:
    """`portal serve`, as it is started in an installation, and its address."""
    port, environment = free_port(), {**os.environ, "KEZEK_DATA": str(data), "KEZEK_DATABASE_URL": url_of(engine)}
    command = [sys.executable, "-c", "from portal.cli import main; main()", "serve", "--port", str(port)]
    with (data / f"serve-{port}.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command, "--workers", "2", stdin=DEVNULL, stdout=log, stderr=log, env=environment, start_new_session=True
        )
    stack.push_async_callback(kill, process)
    address = f"http://127.0.0.1:{port}"
    async with asyncio.timeout(DEADLINE), httpx.AsyncClient() as client:
        ended = asyncio.create_task(process.wait())
        while not await _answers(client, address):
            assert process.returncode is None, (data / f"serve-{port}.log").read_text()
            await asyncio.wait([ended], timeout=0.1)
        ended.cancel()
    return process, address


async def _answers(client: httpx.AsyncClient, address: str) -> bool:
    try:
        return (await client.get(f"{address}/health/live")).status_code == 200
    except httpx.TransportError:
        return False


async def guess(servers: list[str], tries: int) -> Counter[int]:
    async with httpx.AsyncClient(timeout=DEADLINE) as client:
        shown = await client.get(f"{servers[0]}/login")
        cookie = shown.headers["set-cookie"].partition(";")[0]
        fields = {"csrf": Page(shown.text).csrf or "", "iin": CITIZEN.iin, "password": WRONG}
        answers = await asyncio.gather(
            *(
                client.post(f"{servers[number % len(servers)]}/login", data=fields, headers={"cookie": cookie})
                for number in range(tries)
            )
        )
    return Counter(answer.status_code for answer in answers)
