"""Receive a message: its handler runs once, in the transaction that stores the message."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.insert_once import insert_once
from portal.gateway.admit import ServiceHandler
from portal.gateway.envelope import SendMessageRequest
from portal.gateway.fields import read_fields
from portal.gateway.responses import FaultCode, SoapFault
from portal.gateway.tables import Direction, GatewayMessage, MessageState
from portal.kernel.errors import PortalError
from portal.kernel.outcomes import Refused


async def receive_message(
    session: AsyncSession, request: SendMessageRequest, services: Mapping[str, ServiceHandler], now: datetime
) -> datetime | SoapFault:
    """The moment of receipt: `now`, or, for a repeated message, that of the first one; then the handler does not run.

    A fault stores nothing, so the same message may be received later.
    """
    handler = services.get(request.service)
    fields = read_fields(request.data)
    if handler is None:
        return SoapFault(FaultCode.BUSINESS, "gateway_service")
    if isinstance(fields, Refused):
        return SoapFault(FaultCode.BUSINESS, fields.code)
    try:
        async with session.begin_nested():
            if not await _store(session, request, now):
                return await _first_receipt(session, request)
            await handler(session, request.correlation_id, fields, now)
    except PortalError as error:
        return SoapFault(FaultCode.BUSINESS, type(error).__name__)
    return now


async def _store(session: AsyncSession, request: SendMessageRequest, now: datetime) -> bool:
    """False if it is stored already. A duplicate that arrives at the same time waits until the first one commits."""
    row = {
        "direction": Direction.IN,
        "id": request.message_id,
        "service": request.service,
        "correlation": request.correlation_id,
        "body": request.data,
        "state": MessageState.RECEIVED,
        "created_at": now,
        "settled_at": now,
    }
    added = await session.execute(insert_once(session, GatewayMessage).values(row).returning(GatewayMessage.id))
    return added.first() is not None


async def _first_receipt(session: AsyncSession, request: SendMessageRequest) -> datetime | SoapFault:
    """When this very message was received first. A fault if the id is that of another message."""
    message = await session.get_one(GatewayMessage, (Direction.IN, request.message_id))
    first = (message.service, message.correlation, read_fields(message.body))
    if first != (request.service, request.correlation_id, read_fields(request.data)):
        return SoapFault(FaultCode.BUSINESS, "gateway_message_id_taken")
    return message.created_at
