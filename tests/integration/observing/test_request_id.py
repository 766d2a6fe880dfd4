"""One request id, from the citizen's request through worker and gateway to the provider."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.demo.people import CITIZEN
from portal.gateway.exchange import post
from portal.gateway.send import DELIVER
from portal.jobs.recurring import RecurringJob, enlist, recurring_handlers
from portal.jobs.worker import Worker
from portal.observing.request_id import from_peer, originating_request_id
from portal.outbox.put import put
from portal.outbox.tables import OutboxTask
from portal.outbox.work import Effect
from portal.signing.receive import CHECK_AGAIN
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.factories.sink import SINK
from tests.integration.acts.steps import Applicant
from tests.integration.gateway.world import PORTAL_LOGIN, World, request

NUMBER = re.compile(r"[0-9a-f]{16}")


def lines(event: str, **known: object) -> list[dict[str, object]]:
    wanted = {"event": event, **known}
    return [line for line in SINK.lines if wanted.items() <= line.items()]


async def test_every_answer_has_a_number_of_its_own_which_its_line_has_too(portal: Portal) -> None:
    browser = portal.browser()

    answers = [await browser.get(path) for path in ("/", "/nowhere", "/ru/login")]

    numbers = [answer.headers["x-request-id"] for answer in answers]
    assert [bool(NUMBER.fullmatch(number)) for number in numbers] == [True] * 3
    told = [(line["request_id"], line["method"], line["route"], line["status"]) for line in lines("request")]
    assert told == [
        (numbers[0], "GET", "/", 200),
        (numbers[1], "GET", "unmatched", 404),
        (numbers[2], "GET", "/login", 200),
    ]
    assert len(set(numbers)) == 3


async def test_a_number_from_outside_is_not_taken(portal: Portal) -> None:
    given = "a" * 16

    answer = await portal.browser().send("GET", "/", headers={"x-request-id": given})

    assert answer.headers["x-request-id"] != given
    assert [line for line in SINK.lines if given in str(line)] == []


async def test_the_line_of_a_request_has_neither_path_nor_query(portal: Portal, cases: Cases) -> None:
    browser, application_id = await portal.signed_in(CITIZEN), await cases.draft()

    await browser.get(f"/ru/cabinet/applications/{application_id}?page=seven")

    (line,) = lines("request")
    assert set(line) == {"event", "level", "timestamp", "request_id", "method", "route", "status", "ms"}
    assert line["route"] == "/cabinet/applications/{application_id}"


async def test_one_number_leads_from_the_citizen_to_the_provider_s_intake(portal: Portal, cases: Cases) -> None:
    """The signature cannot be judged at first: two tasks, one put by the other, and the gateway lie between."""
    async with portal.outside() as outside:
        citizen = Applicant.of(portal, await cases.ready())
        signature = await citizen.sign()
        portal.lose_lists()
        await citizen.send(signature)
        (sent,) = lines("request", method="POST", route="/cabinet/applications/{application_id}/sign")
        number = sent["request_id"]
        portal.publish_lists()
        while await citizen.state() != "delivered":
            portal.clock.move(seconds=10)
            assert await outside.worker.run_due()

    rows = await portal.rows(select(OutboxTask).where(OutboxTask.kind.in_([CHECK_AGAIN, DELIVER])))
    assert {row.kind: row.request_id for row in rows} == {CHECK_AGAIN: number, DELIVER: number}
    tasks = {row.kind: str(row.id) for row in rows}
    for kind in (CHECK_AGAIN, DELIVER):
        assert lines("task", kind=kind, outcome="done", request_id=number, task=tasks[kind])
    (taken,) = lines("gateway_message", peer_request_id=number, outcome="taken")
    (intake,) = lines("request", route="/gateway/sync-channel")
    assert taken["request_id"] == intake["request_id"] != number


async def test_what_a_job_brings_about_has_the_number_of_its_turn(portal: Portal) -> None:
    """No request has started the recurring job itself."""

    async def turn(now: datetime) -> Effect:
        async def effect(session: AsyncSession) -> None:
            for key in ("one", "two"):
                await put(session, "test", key, {}, now)

        return effect

    jobs, transactions = [RecurringJob("tests", timedelta(hours=1), turn)], portal.parts.transactions
    async with transactions.writing() as session:
        await enlist(session, jobs, portal.clock.now())
    await Worker(transactions, portal.clock, recurring_handlers(jobs, portal.clock)).run_due()

    rows = {row.key: row.request_id for row in await portal.rows(select(OutboxTask))}
    assert rows["turn"] is None
    assert NUMBER.fullmatch(rows["one"])
    assert rows["one"] == rows["two"]


async def test_who_is_not_admitted_brings_no_number(portal: Portal) -> None:
    headers = {"x-request-id": "b" * 16, "authorization": "Bearer none"}

    await portal.browser().send("POST", "/gateway/sync-channel", content=b"<a/>", headers=headers)

    assert lines("gateway_message") == []
    assert [line for line in SINK.lines if "b" * 16 in str(line)] == []


@pytest.mark.parametrize("given", ["c" * 16, "01a20372-ae20-76a4-9163-80b663433bae"])
async def test_a_neighbour_s_number_is_kept_beside_our_own(world: World, given: str) -> None:
    with from_peer(given):
        await post(world.to_gateway, request(login=PORTAL_LOGIN), world.clock.now())

    assert [line["peer_request_id"] for line in lines("gateway_message")] == [given]


@pytest.mark.parametrize("given", ["", "851120420022", "d" * 15, "x" * 20, "e" * 65, "a" * 16 + "\n", "../" * 8])
def test_what_can_be_no_number_is_not_taken_from_a_neighbour(given: str) -> None:
    with from_peer(given):
        assert originating_request_id() is None
