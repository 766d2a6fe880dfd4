"""A stand-in for the e-government gateway (ЭҮШ): SyncChannel v10 on loopback, for the demonstration and tests alone.

It checks the sender, finds the provider of the service, passes the message on under its own name and signed
statement, and returns the provider's answer unchanged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from litestar import Litestar, Request, Response, post

from portal.gateway.admit import Neighbour, admit_message
from portal.gateway.envelope import SendMessageRequest as Message
from portal.gateway.exchange import Line, Reply
from portal.gateway.exchange import post as pass_on
from portal.gateway.responses import FaultCode, SoapFault, write_fault
from portal.gateway.xml import MOST_BYTES
from portal.kernel.clock import Clock
from portal.observing.request_id import HEADER, from_peer
from portal.simulators.stand_in import HttpStandIn
from portal.web.access import Access, access

ADDRESS = "/sync-channel"


class GatewayStandIn(HttpStandIn):
    """`senders` may send. `routes`: by service, who provides it; they may be changed while it serves."""

    def __init__(self, name: str, clock: Clock, senders: Sequence[Neighbour], routes: Mapping[str, Line]) -> None:
        super().__init__(self._create_app())
        self.name = name
        self._clock = clock
        self._senders = senders
        self.routes = routes

    def _create_app(self) -> Litestar:
        @post(ADDRESS, opt=access(Access.MACHINE), status_code=200, request_max_body_size=MOST_BYTES)
        async def channel(request: Request[Any, Any, Any]) -> Response[bytes]:
            body = await request.body()
            with from_peer(request.headers.get(HEADER, "")):
                reply = await self._reply(body, request.headers.get("authorization", ""))
            return Response(reply.body, status_code=reply.status, media_type="text/xml")

        return Litestar([channel], openapi_config=None, logging_config=None)

    async def _reply(self, body: bytes, authorization: str) -> Reply:
        message = self._admit(body, authorization)
        if isinstance(message, SoapFault):
            return self._fault(message)
        line = self.routes.get(message.service)
        if line is None:
            return self._fault(SoapFault(FaultCode.BUSINESS, "gateway_service"))
        reply = await pass_on(line, replace(message, login=line.login), self._clock.now())
        return reply if isinstance(reply, Reply) else self._fault(SoapFault(FaultCode.UNAVAILABLE, reply.code))

    def _admit(self, body: bytes, authorization: str) -> Message | SoapFault:
        """From whichever sender its signed statement proves; else the fault found with the last one."""
        outcome: Message | SoapFault = SoapFault(FaultCode.BUSINESS, "gateway_sender")
        for sender in self._senders:
            outcome = admit_message(body, authorization, self.name, sender, self._clock.now())
            if isinstance(outcome, Message):
                break
        return outcome

    def _fault(self, fault: SoapFault) -> Reply:
        return Reply(500, write_fault(fault, self._clock.now()))
