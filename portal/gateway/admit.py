"""Whether a message is admitted. Needs no database: a sender that is not authenticated takes no lock and no row."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from auth.tokens import VerifyingKeys
from portal.gateway.envelope import Login, SendMessageRequest, read_send_message
from portal.gateway.responses import FaultCode, SoapFault
from portal.gateway.statement import check_statement
from portal.kernel.outcomes import Refused

ServiceHandler = Callable[[AsyncSession, UUID, Mapping[str, str], datetime], Awaitable[None]]
"""Handles a message of one service: session, subject id, fields, now. Raises PortalError to refuse it."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A system that may send to us, and how it is authenticated."""

    name: str
    keys: VerifyingKeys
    login: Login = field(repr=False)


@dataclass(frozen=True, slots=True)
class GatewayInbound:
    """What receiving needs: our name in statements, the gateway, and the handler of each service."""

    name: str
    gateway: Neighbour
    services: Mapping[str, ServiceHandler]


def admit_message(
    body: bytes, authorization: str, name: str, sender: Neighbour, now: datetime
) -> SendMessageRequest | SoapFault:
    """The request, if statement, envelope and password are the sender's. `name` is our name in statements."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        return SoapFault(FaultCode.NO_SIGNATURE, "statement_missing")
    stated = check_statement(token, sender.keys, issuer=sender.name, audience=name, body=body, now=now)
    if isinstance(stated, Refused):
        return SoapFault(FaultCode.BAD_SIGNATURE, stated.code)
    request = read_send_message(body)
    if isinstance(request, Refused):
        return SoapFault(FaultCode.BUSINESS, request.code)
    if stated != str(request.message_id):
        return SoapFault(FaultCode.BAD_SIGNATURE, "statement_message")
    if not _same(request.login, sender.login):
        return SoapFault(FaultCode.BUSINESS, "gateway_sender")
    return request


def _same(given: Login, known: Login) -> bool:
    same_id = hmac.compare_digest(given.sender_id.encode(), known.sender_id.encode())
    return hmac.compare_digest(given.password.encode(), known.password.encode()) and same_id
