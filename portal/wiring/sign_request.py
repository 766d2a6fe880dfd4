"""The applicant signs and sends the request document (R-10.5 to R-10.7)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from auth.signatures import CITIZEN, Cms, ExpectedSigner
from portal.applications.advance import By
from portal.applications.find import lock_own_application
from portal.applications.submit import take_signature
from portal.regulation.actors import Actor
from portal.regulation.states import State
from portal.signing.receive import Verifier, judge_offline, receive
from portal.wiring.signatures import REQUEST, settle


async def sign_request(
    session: AsyncSession,
    verifier: Verifier,
    account_id: UUID,
    iin: str,
    application_id: UUID,
    cms: Cms,
    arrived_at: datetime,
) -> State | None:
    """Receive and judge the signature, and return the state it leads to: DRAFT if it is refused.

    Returns None and changes nothing if there is nothing to sign: a second press, a retry, the back button.
    """
    application = await lock_own_application(session, account_id, application_id)
    if (
        take_signature(session, application, By(Actor.RECIPIENT, account_id), arrived_at)
        or not application.request_document
    ):
        return None
    expected = ExpectedSigner(CITIZEN, iin, None)
    content = application.request_document
    signature = receive(session, REQUEST, application.id, account_id, content, cms, expected, arrived_at)
    await settle(session, signature, await judge_offline(verifier, signature), arrived_at)
    return application.application_state
