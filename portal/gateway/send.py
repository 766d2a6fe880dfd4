"""Send a message: it is stored in the transaction of the act that sends it, and delivered later."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.gateway.fields import write_fields
from portal.gateway.tables import Direction, GatewayMessage, MessageState
from portal.gateway.xml import MOST_BYTES
from portal.kernel.ids import new_id
from portal.outbox.put import put

DELIVER = "gateway.deliver"
_MOST_BYTES = MOST_BYTES - 4096
"""Room is left for the envelope around the document."""


async def send(session: AsyncSession, service: str, subject_id: UUID, fields: Mapping[str, str], now: datetime) -> UUID:
    """The id of the message. Raises ValueError for control characters, and for more than an envelope holds."""
    body = write_fields(fields)
    if len(body.encode()) > _MOST_BYTES:
        raise ValueError("too much for one message")
    message = GatewayMessage(
        direction=Direction.OUT,
        id=new_id(),
        service=service,
        correlation=subject_id,
        body=body,
        state=MessageState.WAITING,
        created_at=now,
    )
    session.add(message)
    await put(session, DELIVER, str(message.id), {}, now)
    return message.id
