"""The portal's machine address for the e-government gateway (clause 8.7): SyncChannel v10 in."""

from typing import Any

import structlog
from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from portal.database.transactions import Transactions
from portal.gateway.admit import GatewayInbound, admit_message
from portal.gateway.receive import receive_message
from portal.gateway.responses import SoapFault, write_fault, write_soap_response
from portal.gateway.xml import MOST_BYTES
from portal.kernel.clock import Clock
from portal.observing.request_id import HEADER, from_peer
from portal.web.access import Access, access

_log = structlog.get_logger(__name__)


@post("/gateway/sync-channel", opt=access(Access.MACHINE), status_code=200, request_max_body_size=MOST_BYTES)
async def sync_channel(
    request: Request[Any, Any, Any],
    transactions: NamedDependency[Transactions],
    clock: NamedDependency[SkipValidation[Clock]],  # a protocol: there is no class to check it against
    gateway_inbound: NamedDependency[GatewayInbound],
) -> Response[bytes]:
    """Commits before it answers. A message that is not admitted opens no transaction.

    The sender's own request id goes into the log only after the sender is authenticated.
    """
    body, authorization = await request.body(), request.headers.get("authorization", "")
    # Read after the body: the statement may have expired while it came.
    now = clock.now()
    message = admit_message(body, authorization, gateway_inbound.name, gateway_inbound.gateway, now)
    if isinstance(message, SoapFault):
        return _xml(write_fault(message, now), 500)
    with from_peer(request.headers.get(HEADER, "")):
        async with transactions.writing() as session:
            taken = await receive_message(session, message, gateway_inbound.services, now)
        outcome = taken.reason if isinstance(taken, SoapFault) else "taken"
        _log.info("gateway_message", message=str(message.message_id), outcome=outcome)
    if isinstance(taken, SoapFault):
        return _xml(write_fault(taken, now), 500)
    return _xml(write_soap_response(message, taken), 200)


def _xml(envelope: bytes, status: int) -> Response[bytes]:
    return Response(envelope, status_code=status, media_type="text/xml")
