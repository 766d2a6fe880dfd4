"""A message over real HTTP, from portal to gateway to provider: its handler runs once, however often it is sent."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from auth.tokens import SigningKey, generate_key_pem
from portal.gateway.envelope import Login
from portal.gateway.exchange import Reply, exchange, post
from portal.gateway.fields import read_fields
from portal.gateway.send import send
from portal.gateway.tables import Direction, MessageState
from portal.kernel.ids import new_id
from portal.kernel.outcomes import Indeterminate
from tests.integration.gateway.loopback import closed_address
from tests.integration.gateway.world import PORTAL_LOGIN, SERVICE, World, request

LATER = timedelta(minutes=2)


async def test_message_reaches_the_provider_and_runs_its_act(world: World) -> None:
    message_id = await world.send()
    sent_at = world.clock.now()
    world.clock.move(timedelta(seconds=1))

    assert await world.work() == 1

    (out,), (came_in,) = await world.messages(world.portal), await world.messages(world.provider)
    assert (out.id, out.direction, out.state) == (message_id, Direction.OUT, MessageState.DELIVERED)
    assert (out.created_at, out.settled_at) == (sent_at, world.clock.now())
    assert (came_in.id, came_in.direction, came_in.state) == (message_id, Direction.IN, MessageState.RECEIVED)
    assert (came_in.service, came_in.correlation) == (SERVICE, out.correlation)
    assert read_fields(came_in.body) == {"category": "orphans"}
    assert await world.cases() == ["orphans"]
    assert (await world.task()).done_at == world.clock.now()


async def test_portal_may_be_its_own_provider_in_one_database(world: World) -> None:
    alone = replace(world, portal=world.provider)
    message_id = await alone.send()

    await alone.work()

    rows = await world.messages(world.provider)
    assert {(row.id, row.direction, row.state) for row in rows} == {
        (message_id, Direction.OUT, MessageState.DELIVERED),
        (message_id, Direction.IN, MessageState.RECEIVED),
    }
    assert await world.cases() == ["orphans"]


async def test_rolled_back_message_is_never_delivered(world: World) -> None:
    async def send_and_break() -> None:
        async with world.portal.writing() as session:
            await send(session, SERVICE, new_id(), {"category": "orphans"}, world.clock.now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await send_and_break()

    assert (await world.work(), await world.messages(world.portal), await world.cases()) == (0, [], [])


async def test_repeated_message_gets_the_same_answer_and_runs_nothing(world: World) -> None:
    message = request(login=PORTAL_LOGIN)
    first = await post(world.to_gateway, message, world.clock.now())
    world.clock.move(LATER)
    second = await post(world.to_gateway, message, world.clock.now())

    assert isinstance(first, Reply)
    assert (first.status, second) == (200, first)
    assert await world.cases() == ["orphans"]


async def test_message_repeated_at_once_runs_once(world: World) -> None:
    message = request(login=PORTAL_LOGIN)
    replies = await asyncio.gather(*(post(world.to_gateway, message, world.clock.now()) for _ in range(8)))

    assert [reply == replies[0] for reply in replies] == 8 * [True]
    assert await world.cases() == ["orphans"]


async def test_message_waits_for_a_gateway_that_is_down_and_then_goes(world: World) -> None:
    await world.send()
    world.stand_in.go_down()
    for _ in range(20):
        assert await world.work() == 1
        world.clock.move(LATER)
    task = await world.task()
    assert (task.attempts, task.failures, task.dead_at) == (20, 0, None)
    assert (task.last_error, await world.cases()) == ("gateway_unavailable", [])

    world.stand_in.come_back()
    await world.work()

    assert await world.cases() == ["orphans"]
    assert (await world.messages(world.portal))[0].state == MessageState.DELIVERED


async def test_gateway_nobody_answers_at_is_tried_later_each_time(world: World) -> None:
    await world.send()
    waits = []
    for _ in range(14):
        tried_at = world.clock.now()
        await world.work(url=closed_address())
        task = await world.task()
        waits.append((task.due_at - tried_at).total_seconds())
        world.clock.move(LATER)

    assert waits == [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 60, 60]
    assert (task.last_error, task.failures) == ("gateway_unreachable", 0)


async def test_provider_nobody_answers_at_is_tried_later(world: World) -> None:
    message = request(login=PORTAL_LOGIN)
    world.stand_in.routes = {SERVICE: replace(world.to_provider, url=closed_address())}

    outcome = await exchange(world.to_gateway, message, world.clock.now())

    assert outcome == Indeterminate("gateway_unavailable")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"login": Login("portal", "wrong")}, "SCE909"),
        ({"login": Login("stranger", PORTAL_LOGIN.password)}, "SCE909"),
        ({"key": SigningKey(generate_key_pem())}, "SCE006"),
        ({"issuer": "provider"}, "SCE006"),
        ({"audience": "provider"}, "SCE006"),
    ],
)
async def test_sender_who_is_not_believed_fails_and_is_seen(
    world: World, changed: dict[str, object], code: str
) -> None:
    message_id = await world.send()
    with capture_logs() as lines:
        await world.work(**changed)
    task = await world.task()

    assert (task.failures, task.last_error, await world.cases()) == (1, "GatewayFault", [])
    known = {"event": "gateway_fault", "log_level": "warning", "service": SERVICE}
    assert lines[0] == {**known, "message": str(message_id), "code": code}


async def test_service_nobody_provides_fails_and_is_seen(world: World) -> None:
    await world.send(service="Unknown")
    await world.work()

    assert (await world.task()).last_error == "GatewayFault"


async def test_refused_message_leaves_nothing_and_dies_in_the_end(world: World) -> None:
    await world.send("refuse")
    for _ in range(20):
        await world.work()
        world.clock.move(timedelta(minutes=11))
    task = await world.task()

    assert (task.failures, task.last_error, task.done_at) == (12, "GatewayFault", None)
    assert (await world.cases(), await world.messages(world.provider)) == ([], [])


async def test_act_that_breaks_leaves_nothing_and_is_tried_again(world: World) -> None:
    await world.send("break")
    await world.work()
    task = await world.task()

    assert (task.failures, task.last_error) == (0, "gateway_unavailable")
    assert (await world.cases(), await world.messages(world.provider)) == ([], [])
