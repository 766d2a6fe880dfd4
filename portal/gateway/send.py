"""Send a message: written in the transaction of the act that has something to say, delivered later."""

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
"""The envelope around the document has its part too."""


async def send(session: AsyncSession, service: str, subject_id: UUID, fields: Mapping[str, str], now: datetime) -> UUID:
    """The id of the message. Raises ValueError for what no envelope holds (control letters, too much)."""
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
