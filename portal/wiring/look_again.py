"""The second look at an accepted signature: the handler of "signing.look_again"."""

from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.transactions import Transactions
from portal.journal.write import write_entry
from portal.kernel.clock import Clock
from portal.outbox.work import Again, Effect, Task
from portal.regulation.actors import Actor
from portal.signing.receive import Judgement, Verifier, keep_response, record_again
from portal.signing.second_look import SecondLookResult, look_again, wait_after
from portal.signing.tables import Signature, SignatureState
from portal.wiring.signatures import PURPOSES

FOUND_VOID = "signature_found_void"
_log = structlog.get_logger(__name__)


class LookAgain:
    """Comes due again while no later data is available. It is never late, because nothing else waits for it."""

    def __init__(self, transactions: Transactions, verifier: Verifier, clock: Clock) -> None:
        self._transactions = transactions
        self._verifier = verifier
        self._clock = clock

    async def __call__(self, task: Task) -> Effect | Again | None:
        async with self._transactions.reading() as session:
            signature = await session.get_one(Signature, UUID(task.payload["signature"]))
        if signature.looked_again_at or signature.state is not SignatureState.VALID:
            return None
        result, judgement = await look_again(self._verifier, signature)
        if result is SecondLookResult.OTHERWISE:
            _log.warning("second_look_otherwise", signature=str(signature.id))
        if result not in (SecondLookResult.CONFIRMED, SecondLookResult.REVOKED):
            return Again(self._clock.now() + wait_after(task.attempts))
        return self._record(signature.id, judgement)

    def _record(self, signature_id: UUID, judgement: Judgement) -> Effect:
        async def record(session: AsyncSession) -> None:
            signature, now = await session.get_one(Signature, signature_id), self._clock.now()
            keep_response(session, signature, judgement.response, now)
            record_again(signature, judgement.verdict, now)
            if signature.state is SignatureState.INVALID:
                code = {"code": signature.code, "purpose": signature.purpose}
                write_entry(session, signature.id, FOUND_VOID, Actor.PORTAL, None, now, code)
                await PURPOSES[signature.purpose].when_revoked(session, signature, now)

        return record
