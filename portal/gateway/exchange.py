"""One request to a neighbour over HTTP, and its response."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from auth.tokens import SigningKey
from portal.gateway.envelope import Login, SendMessageRequest, write_send_message
from portal.gateway.responses import FaultCode, SendMessageResponse, SoapFault, read_soap_response
from portal.gateway.statement import sign_statement
from portal.gateway.xml import MOST_BYTES
from portal.kernel.outcomes import Indeterminate, Refused
from portal.observing.request_id import HEADER, originating_request_id

PATIENCE = 20
"""Seconds for one whole exchange: well below the lease of a task."""


@dataclass(frozen=True, slots=True)
class Line:
    """How a neighbour is reached, and how we authenticate to it."""

    client: httpx.AsyncClient
    url: str
    audience: str
    """The neighbour's name in statements."""
    issuer: str
    """Our name in statements."""
    key: SigningKey
    login: Login = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, before it is parsed."""

    status: int
    body: bytes = field(repr=False)


async def exchange(
    line: Line, request: SendMessageRequest, now: datetime
) -> SendMessageResponse | SoapFault | Indeterminate:
    """Send the request and read the response. Indeterminate: the neighbour may or may not have taken the message."""
    reply = await post(line, request, now)
    if isinstance(reply, Indeterminate):
        return reply
    answer = read_soap_response(reply.body)
    if isinstance(answer, SoapFault):
        return Indeterminate("gateway_unavailable") if answer.code == FaultCode.UNAVAILABLE else answer
    if reply.status >= 500 or reply.status == 429:
        return Indeterminate("gateway_unavailable")
    if isinstance(answer, Refused) or reply.status != 200:
        return SoapFault(f"HTTP {reply.status}", "gateway_answer")
    return answer if answer.message_id == request.message_id else SoapFault("HTTP 200", "gateway_answer_to_another")


async def post(line: Line, request: SendMessageRequest, now: datetime) -> Reply | Indeterminate:
    """The raw reply, cut off at the largest size of an envelope; a reply that was cut off cannot be parsed."""
    body = write_send_message(request, now)
    try:
        async with asyncio.timeout(PATIENCE):
            return await _post(line, body, _headers(line, request, body, now))
    except (httpx.TransportError, TimeoutError):
        return Indeterminate("gateway_unreachable")


async def _post(line: Line, body: bytes, headers: dict[str, str]) -> Reply:
    taken = bytearray()
    async with line.client.stream("POST", line.url, content=body, headers=headers) as response:
        async for part in response.aiter_raw():
            taken += part
            if len(taken) > MOST_BYTES:
                break
    return Reply(response.status_code, bytes(taken))


def _headers(line: Line, request: SendMessageRequest, body: bytes, now: datetime) -> dict[str, str]:
    statement = sign_statement(
        line.key,
        issuer=line.issuer,
        audience=line.audience,
        message_id=request.message_id,
        body=body,
        now=now,
    )
    number = originating_request_id()
    return {
        **({HEADER: number} if number else {}),
        "Content-Type": "text/xml; charset=utf-8",
        "SOAPAction": '""',
        # No compression: a small reply could decompress to any size.
        "Accept-Encoding": "identity",
        "Authorization": f"Bearer {statement}",
    }
