"""Ready, degraded or not ready: for load balancers, and for alerts."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import event, text, update

from auth.certificates.lists.publish import publish
from portal.app import create_app
from portal.demo.people import PEOPLE
from portal.endpoints.condition import KEPT
from portal.jobs.recurring import RecurringJob, enlist, recurring_handlers
from portal.jobs.worker import Worker
from portal.outbox.put import put
from portal.outbox.tables import OutboxTask
from portal.regulation.states import State
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.portal import Portal

ALL_READY = ["database", "migrations", "outbox", "dead_letters", "revocation_lists"]
NOWHERE = "postgresql+asyncpg://nobody@127.0.0.1:1/nothing"


async def seen(browser: Browser) -> tuple[int, dict[str, Any]]:
    answer = await browser.get("/health/ready")
    return answer.status_code, answer.json()


async def states(portal: Portal, app: Litestar | None = None) -> tuple[int, str, dict[str, str]]:
    """The HTTP status, the overall state, and the state of each part that is not ready."""
    async with Browser(app or portal.app) as browser:
        status, body = await seen(browser)
    wrong = {name: part["state"] for name, part in body["parts"].items() if part["state"] != "ready"}
    assert body["degraded"] == list(wrong)
    assert list(body["parts"]) == ALL_READY
    return status, body["status"], wrong


async def put_task(portal: Portal, **values: object) -> None:
    async with portal.parts.transactions.writing() as session:
        await put(session, "test", "one", {}, portal.clock.now())
        if values:
            await session.execute(update(OutboxTask).values(**values))


async def test_a_portal_that_is_whole_is_ready(portal: Portal) -> None:
    assert await states(portal) == (200, "ready", {})


@pytest.mark.parametrize(
    ("late", "state"),
    [
        (timedelta(seconds=60), {}),
        (timedelta(seconds=61), {"outbox": "late"}),
        (timedelta(hours=1), {"outbox": "late"}),
        (timedelta(hours=1, seconds=1), {"outbox": "stuck"}),
    ],
)
async def test_a_worker_that_lags_takes_no_page_away(portal: Portal, late: timedelta, state: dict[str, str]) -> None:
    await put_task(portal)
    portal.clock.move(seconds=late.total_seconds())

    assert await states(portal) == (200, "degraded" if state else "ready", state)


async def test_what_is_put_off_is_late_all_the_same(portal: Portal) -> None:
    """While the gateway is away its tasks are tried again and again, so none is due for long."""
    await put_task(portal)
    portal.clock.move(hours=2)
    async with portal.parts.transactions.writing() as session:
        await session.execute(update(OutboxTask).values(due_at=portal.clock.now() + timedelta(minutes=1)))

    _, body = await seen(portal.browser())
    assert body["parts"]["outbox"] == {"state": "stuck", "open": 1, "due": 0, "oldest_seconds": 7200}


async def test_what_was_given_up_is_told_until_somebody_has_looked(portal: Portal) -> None:
    await put_task(portal, dead_at=portal.clock.now())

    assert await states(portal) == (200, "degraded", {"dead_letters": "waiting"})


async def test_what_comes_due_again_is_late_from_its_own_turn(portal: Portal) -> None:
    async def turn(_now: datetime) -> None:
        pass

    jobs, transactions = [RecurringJob("hourly", timedelta(hours=1), turn)], portal.parts.transactions
    async with transactions.writing() as session:
        await enlist(session, jobs, portal.clock.now())
    await Worker(transactions, portal.clock, recurring_handlers(jobs, portal.clock)).run_due()
    portal.clock.move(minutes=61)
    assert await states(portal) == (200, "ready", {})

    portal.clock.move(seconds=2)

    assert await states(portal) == (200, "degraded", {"outbox": "late"})


@pytest.mark.parametrize(
    ("later", "state"),
    [
        (timedelta(hours=2), {}),
        (timedelta(hours=2, seconds=1), {"revocation_lists": "unheard"}),
        (timedelta(days=1), {"revocation_lists": "past"}),
    ],
)
async def test_lists_that_nobody_gives_anew_are_told_before_they_are_past(
    portal: Portal, later: timedelta, state: dict[str, str]
) -> None:
    portal.clock.move(seconds=later.total_seconds())

    assert await states(portal) == (200, "degraded" if state else "ready", state)


async def test_an_authority_that_gives_the_same_list_again_is_heard(portal: Portal) -> None:
    trust, authority, now = portal.parts.trust, portal.demo_data.authority, portal.clock.now()
    lists = authority.all_lists(now)
    for hours in (0, 3):
        portal.clock.move(hours=hours)
        for der in lists:
            publish(der, trust.issuers, trust.crls.folder, portal.clock.now())

    assert await states(portal) == (200, "ready", {})


async def test_lists_that_are_not_there_are_told_by_issuer(portal: Portal) -> None:
    portal.lose_lists()

    _, body = await seen(portal.browser())

    part = body["parts"]["revocation_lists"]
    assert (body["status"], part["state"]) == ("degraded", "missing")
    assert [(one["state"], one["age_seconds"]) for one in part["issuers"]] == [("missing", None)] * 4


@pytest.mark.parametrize(
    ("at", "state"), [("DELETE FROM alembic_version", "behind"), ("'0001'", "behind"), ("'9999'", "ahead")]
)
async def test_a_schema_of_another_version_serves_no_page(portal: Portal, at: str, state: str) -> None:
    statement = at if at.startswith("DELETE") else f"UPDATE alembic_version SET version_num = {at}"  # noqa: S608 -- ours
    async with portal.parts.engine.execution_options(kezek_write=True).begin() as connection:
        await connection.execute(text(statement))

    status, whole, wrong = await states(portal)

    assert (status, whole) == (503, "not_ready")
    assert wrong == {"migrations": state, "outbox": "unknown", "dead_letters": "unknown"}


async def test_without_a_database_no_page_is_served_but_the_process_lives(portal: Portal) -> None:
    app = create_app(replace(portal.demo_data.settings, database_url=NOWHERE), portal.clock)

    status, whole, wrong = await states(portal, app)

    assert (status, whole) == (503, "not_ready")
    unknown = dict.fromkeys(("migrations", "outbox", "dead_letters"), "unknown")
    assert wrong == {"database": "away", **unknown}
    async with Browser(app) as browser:
        assert (await browser.get("/health/live")).json() == {"status": "alive"}


async def test_asking_often_costs_little(portal: Portal) -> None:
    """The database is queried once in two seconds, by few statements."""
    asked: list[str] = []
    engine = portal.app.dependencies["transactions"].dependency()._read.kw["bind"]  # type: ignore[union-attr]
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2].split()[0]))
    browser = portal.browser()
    for _ in range(20):
        await browser.get("/health/ready")
    assert asked.count("SELECT") == 4

    portal.clock.move(seconds=KEPT.total_seconds())
    await browser.get("/health/ready")

    assert asked.count("SELECT") == 8
    assert set(asked) <= {"SELECT", "BEGIN"}


async def test_health_tells_nothing_about_anybody(portal: Portal, cases: Cases) -> None:
    await cases.at(State.ISSUED)
    portal.lose_lists()

    answer = await portal.browser().get("/health/ready")

    held = [value for person in PEOPLE for value in (person.iin, person.surname) if value in answer.text]
    assert (held, str(portal.demo_data.settings.data) in answer.text) == ([], False)
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.text)["parts"]["database"]["milliseconds"] < 1000
