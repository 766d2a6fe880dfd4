"""The metrics, who may read them, and that input never becomes a label."""

from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import update

from portal.app import create_app
from portal.demo.people import CITIZEN, NEIGHBOUR, PASSWORD
from portal.outbox.put import put
from portal.outbox.tables import OutboxTask
from portal.regulation.states import State
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.log_in import log_in
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant

Series = tuple[str, tuple[tuple[str, str], ...]]


async def figures(browser: Browser) -> dict[Series, float]:
    answer = await browser.get("/metrics")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def more(before: dict[Series, float], after: dict[Series, float], name: str) -> dict[tuple[str, ...], float]:
    """The increase since then, by label values."""
    grown = {key: value - before.get(key, 0) for key, value in after.items() if key[0] == name}
    return {tuple(value for _, value in labels): by for (_, labels), by in grown.items() if by}


async def test_requests_are_counted_by_route_in_whatever_language(portal: Portal, cases: Cases) -> None:
    browser, monitor = await portal.signed_in(CITIZEN), portal.browser()
    before = await figures(monitor)
    for path in (
        "/cabinet",
        "/ru/cabinet",
        "/nowhere",
        "/en/nowhere?a=b",
        f"/cabinet/applications/{await cases.draft()}",
    ):
        await browser.get(path)
    await browser.send("BREW", "/cabinet")

    after = await figures(monitor)

    assert more(before, after, "kezek_requests_total") == {
        ("GET", "/cabinet", "2xx"): 2,
        ("GET", "unmatched", "4xx"): 2,
        ("GET", "/cabinet/applications/{application_id}", "2xx"): 1,
        ("other", "unmatched", "4xx"): 1,
        ("GET", "/metrics", "2xx"): 1,
    }
    assert more(before, after, "kezek_error_responses_total") == {("404",): 2, ("405",): 1}
    assert more(before, after, "kezek_request_seconds_count")[("GET", "/cabinet")] == 2


async def test_no_address_makes_a_figure_of_its_own(portal: Portal) -> None:
    monitor, browser = portal.browser(), portal.browser()
    await browser.send("GET", "/nowhere")
    await browser.send("ODD", "/nowhere")
    await figures(monitor)
    known = set(await figures(monitor))

    for number in range(30):
        await browser.send("GET", f"/n{number}/{CITIZEN.key}{number}?{number}")
        await browser.send(f"ODD{number}", "/login")

    assert set(await figures(monitor)) == known


async def test_log_ins_are_counted_by_what_came_of_them(portal: Portal) -> None:
    monitor, browser = portal.browser(), portal.browser()
    before = await figures(monitor)
    await log_in(browser, CITIZEN)
    for _ in range(6):
        await log_in(portal.browser(), NEIGHBOUR, f"not the {PASSWORD}")

    portal.clock.move(seconds=2)
    after = await figures(monitor)

    added = more(before, after, "kezek_log_ins_total")
    assert added == {("ok", "password"): 1, ("wrong", "password"): 5, ("limited", "password"): 1}
    assert more(before, after, "kezek_sessions_open") == {(): 1}


async def test_signatures_tasks_and_notices_are_counted(portal: Portal, cases: Cases) -> None:
    monitor = portal.browser()
    before = await figures(monitor)
    citizen = Applicant.of(portal, await cases.ready())
    portal.lose_lists()
    await citizen.send(await citizen.sign())
    portal.publish_lists()
    await portal.work()
    await cases.at(State.DRAFTED, NEIGHBOUR)
    await portal.work()
    portal.clock.move(seconds=3)

    after = await figures(monitor)

    assert more(before, after, "kezek_signature_verdicts_total") == {("revocation_unknown",): 1, ("valid",): 1}
    assert more(before, after, "kezek_notices_total") == {("registration",): 1}
    done = more(before, after, "kezek_tasks_total")
    assert (done[("signing.check_again", "done")], done[("notices.render", "done")]) == (1, 1)
    assert more(before, after, "kezek_task_delay_seconds_count")[("notices.render",)] == 1


async def test_the_outbox_is_told_from_the_database(portal: Portal) -> None:
    now = portal.clock.now()
    async with portal.parts.transactions.writing() as session:
        for key, later in {"due": 0, "tomorrow": 86400, "dead": 0, "done": 0}.items():
            await put(session, "test", key, {}, now + timedelta(seconds=later))
        for key, end in {"dead": {"dead_at": now}, "done": {"done_at": now}}.items():
            await session.execute(update(OutboxTask).where(OutboxTask.key == key).values(end))
    portal.clock.move(seconds=90)

    known = await figures(portal.browser())

    told = {name: known[(f"kezek_outbox_{name}", ())] for name in ("open", "due", "dead", "oldest_seconds")}
    assert told == {"open": 2, "due": 1, "dead": 1, "oldest_seconds": 90}
    assert known[("kezek_ready", (("part", "outbox"),))] == 0


async def test_lists_are_told_by_issuer(portal: Portal) -> None:
    portal.clock.move(hours=1)

    known = await figures(portal.browser())

    for name, seconds in (("age", 3600), ("heard", 3600), ("remaining", 23 * 3600)):
        told = [
            (dict(of)["kind"], value) for (metric, of), value in known.items() if metric == f"kezek_crl_{name}_seconds"
        ]
        assert sorted(told) == [("base", seconds)] * 4 + [("delta", seconds)] * 2


async def test_a_process_tells_its_memory(portal: Portal) -> None:
    known = await figures(portal.browser())

    assert known[("kezek_resident_bytes", (("process", "alone"),))] > 50_000_000
    assert known[("kezek_processes", (("part", "alone"),))] == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [("127.0.0.1", 200), ("10.1.2.3", 404), ("10.9.0.7", 200), ("::1", 404), ("not-an-address", 404)],
)
async def test_only_addresses_that_are_named_may_read(portal: Portal, address: str, status: int) -> None:
    settings = replace(portal.demo_data.settings, metrics_from=("127.0.0.1", "10.9.0.0/24"))
    app = create_app(settings, portal.clock)
    async with app.lifespan(), Browser(app, address) as browser:
        assert (await browser.get("/metrics")).status_code == status


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "via"])
async def test_nobody_reads_through_a_proxy(portal: Portal, header: str) -> None:
    """A proxy on this machine would let everybody read the metrics as this machine."""
    answer = await portal.browser().send("GET", "/metrics", headers={header: "127.0.0.1"})

    assert answer.status_code == 404


async def test_a_stranger_is_told_that_there_is_nothing(portal: Portal) -> None:
    async with Browser(portal.app, "203.0.113.7") as browser:
        answers = [await browser.get(path) for path in ("/metrics", "/nowhere")]

    without_path = [answer.text.replace("/metrics", "").replace("/nowhere", "") for answer in answers]
    assert (answers[0].status_code, without_path[0]) == (404, without_path[1])
