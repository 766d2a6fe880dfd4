"""A message that is not authentic or not readable changes nothing at the portal's machine address."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from auth.tokens import SigningKey, generate_key_pem
from portal.gateway.envelope import Login, write_send_message
from portal.gateway.exchange import exchange
from portal.gateway.responses import SendMessageResponse, SoapFault, read_soap_response
from portal.gateway.statement import sign_statement
from tests.factories.asgi import asgi_transport
from tests.factories.deadline import DEADLINE
from tests.integration.gateway.world import CASES, GATEWAY_KEY, GATEWAY_LOGIN, World, provider_app, request

MESSAGE = request()


def statement(world: World, over: bytes, **changed: Any) -> str:
    """The gateway's statement over a body, with something changed where a test says so."""
    names = {"issuer": "shep", "audience": "provider"}
    parts: dict[str, Any] = {
        **names,
        "message_id": MESSAGE.message_id,
        "body": over,
        "now": world.clock.now(),
    }
    return sign_statement(**({"key": GATEWAY_KEY} | parts | changed))


async def post_raw(world: World, body: bytes, authorization: str) -> httpx.Response:
    headers = {"Content-Type": "text/xml", "Authorization": authorization}
    return await world.to_provider.client.post(world.to_provider.url, content=body, headers=headers)


async def is_untouched(world: World) -> bool:
    return (await world.cases(), await world.messages(world.provider)) == ([], [])


async def test_good_message_straight_to_the_address_is_taken(world: World) -> None:
    body = write_send_message(MESSAGE, world.clock.now())

    response = await post_raw(world, body, f"Bearer {statement(world, body)}")

    assert (response.status_code, response.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert read_soap_response(response.content) == SendMessageResponse(MESSAGE.message_id)
    assert await world.cases() == ["orphans"]


async def test_statement_that_expires_while_its_body_comes_is_expired(world: World) -> None:
    body = write_send_message(MESSAGE, world.clock.now())
    headers = {"Content-Type": "text/xml", "Authorization": f"Bearer {statement(world, body)}"}

    async def slowly() -> AsyncIterator[bytes]:
        yield body[:100]
        world.clock.move(timedelta(minutes=5))
        yield body[100:]

    transport = asgi_transport(provider_app(world.provider, world.clock))
    async with httpx.AsyncClient(transport=transport, base_url="https://provider") as client:
        response = await client.post("/gateway/sync-channel", content=slowly(), headers=headers)

    assert response.status_code == 500
    answer = read_soap_response(response.content)
    assert isinstance(answer, SoapFault)
    assert answer.reason == "token_expired"
    assert await is_untouched(world)


FORGED: dict[str, tuple[dict[str, Any], str]] = {
    "another's key": ({"key": SigningKey(generate_key_pem())}, "token_key"),
    "from another": ({"issuer": "portal"}, "token_issuer"),
    "to another": ({"audience": "portal"}, "token_audience"),
    "of another body": ({"body": b"another"}, "statement_body"),
    "of another message": ({"message_id": request().message_id}, "statement_message"),
}


@pytest.mark.parametrize("name", FORGED)
async def test_forged_statement_is_refused(world: World, name: str) -> None:
    changed, code = FORGED[name]
    body = write_send_message(MESSAGE, world.clock.now())

    response = await post_raw(world, body, f"Bearer {statement(world, body, **changed)}")

    assert (response.status_code, read_soap_response(response.content)) == (500, SoapFault("SCE006", code))
    assert await is_untouched(world)


@pytest.mark.parametrize(("minutes", "code"), [(-5, "token_expired"), (5, "token_early")])
async def test_statement_out_of_its_time_is_refused(world: World, minutes: int, code: str) -> None:
    body = write_send_message(MESSAGE, world.clock.now())
    moment = world.clock.now() + timedelta(minutes=minutes)

    response = await post_raw(world, body, f"Bearer {statement(world, body, now=moment)}")

    assert read_soap_response(response.content) == SoapFault("SCE006", code)
    assert await is_untouched(world)


async def test_statement_that_lives_too_long_is_refused(world: World) -> None:
    body = write_send_message(MESSAGE, world.clock.now())
    issued = int(world.clock.now().timestamp())
    claims = {
        "iss": "shep",
        "aud": "provider",
        "jti": str(MESSAGE.message_id),
        "iat": issued,
        "exp": issued + 3600,
    }
    token = GATEWAY_KEY.sign(claims | {"sha256": hashlib.sha256(body).hexdigest()}, "sync-channel+jwt")

    response = await post_raw(world, body, f"Bearer {token}")

    assert read_soap_response(response.content) == SoapFault("SCE006", "token_claims")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Token a.b.c", "Basic Z2F0ZXdheTpwYXNz"])
async def test_message_without_statement_is_refused(world: World, authorization: str) -> None:
    response = await post_raw(world, write_send_message(MESSAGE, world.clock.now()), authorization)

    assert read_soap_response(response.content) == SoapFault("SCE007", "statement_missing")
    assert await is_untouched(world)


async def test_statement_longer_than_any_is_refused(world: World) -> None:
    response = await post_raw(world, write_send_message(MESSAGE, world.clock.now()), "Bearer " + "a" * 9000)

    assert read_soap_response(response.content) == SoapFault("SCE006", "token_size")


@pytest.mark.parametrize("login", [Login("gateway", "wrong"), Login("gateway", ""), Login("Gateway", "ұ")])
async def test_wrong_password_under_a_good_statement_is_refused(world: World, login: Login) -> None:
    outcome = await exchange(world.to_provider, replace(MESSAGE, login=login), world.clock.now())

    assert outcome == SoapFault("SCE909", "gateway_sender")
    assert await is_untouched(world)


GOOD = write_send_message(MESSAGE, datetime(2026, 11, 22, tzinfo=UTC))
BODY = GOOD.decode().partition("\n")[2]
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
DANGEROUS = {
    "a file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + BODY.replace("orphans", "&e;"),
    "an address": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/">]>' + BODY.replace("orphans", "&e;"),
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]>' + BODY,
    "billion laughs": LAUGHS + BODY.replace("orphans", "&i;"),
    "inside the document": BODY.replace("<data>", f"<data><![CDATA[{LAUGHS}<fields>&i;</fields>]]>", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", DANGEROUS)
async def test_dangerous_xml_is_not_read_even_when_well_signed(world: World, name: str) -> None:
    body = DANGEROUS[name].encode()

    async with asyncio.timeout(DEADLINE):
        response = await post_raw(world, body, f"Bearer {statement(world, body)}")

    assert (response.status_code, read_soap_response(response.content)) == (
        500,
        SoapFault("SCE909", "gateway_envelope"),
    )
    assert await is_untouched(world)


async def test_dangerous_xml_was_made_of_a_good_message(world: World) -> None:
    response = await post_raw(world, BODY.encode(), f"Bearer {statement(world, BODY.encode())}")

    assert read_soap_response(response.content) == SendMessageResponse(MESSAGE.message_id)


async def test_body_over_256_kilobytes_is_refused_unread(world: World) -> None:
    body = GOOD + b" " * 256 * 1024

    response = await post_raw(world, body, f"Bearer {statement(world, body)}")

    assert response.status_code == 413
    assert await is_untouched(world)


async def test_other_message_under_a_known_id_is_refused(world: World) -> None:
    await exchange(world.to_provider, MESSAGE, world.clock.now())
    other = replace(request("disabled"), message_id=MESSAGE.message_id)

    outcome = await exchange(world.to_provider, other, world.clock.now())

    assert outcome == SoapFault("SCE909", "gateway_message_id_taken")
    assert await world.cases() == ["orphans"]


async def test_document_that_is_no_fields_is_refused(world: World) -> None:
    outcome = await exchange(world.to_provider, replace(MESSAGE, data="<other/>"), world.clock.now())

    assert outcome == SoapFault("SCE909", "gateway_fields")
    assert await is_untouched(world)


async def test_refusal_of_the_act_tells_its_class_alone(world: World) -> None:
    outcome = await exchange(world.to_provider, request("refuse"), world.clock.now())

    assert outcome == SoapFault("SCE909", "NotYourTurn")
    assert await is_untouched(world)


async def test_who_is_not_believed_waits_for_no_lock(world: World) -> None:
    wrong = replace(MESSAGE, login=replace(GATEWAY_LOGIN, password="wrong"))  # noqa: S106 -- that is the point
    async with asyncio.timeout(DEADLINE), world.provider.writing() as session:
        await session.execute(insert(CASES).values(subject="", category="somebody is writing"))

        outcome = await exchange(world.to_provider, wrong, world.clock.now())

    assert outcome == SoapFault("SCE909", "gateway_sender")
