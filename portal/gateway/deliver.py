"""Deliver a message that `send` wrote: at least once, always under the same message id."""

from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.transactions import Transactions
from portal.gateway.envelope import SendMessageRequest
from portal.gateway.exchange import Line, exchange
from portal.gateway.responses import SoapFault
from portal.gateway.tables import Direction, GatewayMessage, MessageState
from portal.kernel.clock import Clock
from portal.kernel.errors import PortalError
from portal.kernel.outcomes import Indeterminate
from portal.outbox.work import Effect, Handler, Task, TaskResult, TryLater

_log = structlog.get_logger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = 5, 60


class GatewayFault(PortalError):
    """The gateway or the provider has rejected a message: an operator must find out why."""


def deliver(line: Line, transactions: Transactions, clock: Clock) -> Handler:
    """The outbox handler for DELIVER."""

    async def handle(task: Task) -> TaskResult:
        request = await _request(task, line, transactions)
        outcome = await exchange(line, request, clock.now())
        if isinstance(outcome, Indeterminate):
            wait = min(_FIRST_WAIT * task.attempts, _LONGEST_WAIT)
            return TryLater(outcome.code, timedelta(seconds=wait))
        if isinstance(outcome, SoapFault):
            _log.warning("gateway_fault", message=task.key, service=request.service, code=outcome.code)
            raise GatewayFault(outcome.code)
        return _mark_delivered(request.message_id, clock)

    return handle


async def _request(task: Task, line: Line, transactions: Transactions) -> SendMessageRequest:
    async with transactions.reading() as session:
        message = await session.get_one(GatewayMessage, (Direction.OUT, UUID(task.key)))
    return SendMessageRequest(message.id, message.correlation, message.service, line.login, message.body)


def _mark_delivered(message_id: UUID, clock: Clock) -> Effect:
    async def mark(session: AsyncSession) -> None:
        message = await session.get_one(GatewayMessage, (Direction.OUT, message_id))
        message.state = MessageState.DELIVERED
        message.settled_at = clock.now()

    return mark
