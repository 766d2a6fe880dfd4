"""Judge a signature again whose verdict was indeterminate at arrival: the handler of "signing.check_again"."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from auth.signatures import Indeterminate
from portal.database.transactions import Transactions
from portal.kernel.clock import Clock
from portal.outbox.work import Effect, Task, TryLater
from portal.signing.receive import Judgement, Verifier, judge_online, keep_response
from portal.signing.tables import Signature, SignatureState
from portal.wiring.signatures import settle

_WAIT = timedelta(seconds=5)


class CheckAgain:
    """Retries while the verdict is indeterminate. The request waits and keeps its arrival time."""

    def __init__(self, transactions: Transactions, verifier: Verifier, clock: Clock) -> None:
        self._transactions = transactions
        self._verifier = verifier
        self._clock = clock

    async def __call__(self, task: Task) -> Effect | TryLater | None:
        async with self._transactions.reading() as session:
            signature = await session.get_one(Signature, UUID(task.payload["signature"]))
        if signature.state is not SignatureState.BEING_CHECKED:
            return None
        judgement = await judge_online(self._verifier, signature)
        if isinstance(judgement.verdict, Indeterminate):
            return TryLater(judgement.verdict.code, _WAIT)
        return self._settle(signature.id, judgement)

    def _settle(self, signature_id: UUID, judgement: Judgement) -> Effect:
        async def effect(session: AsyncSession) -> None:
            signature, now = await session.get_one(Signature, signature_id), self._clock.now()
            keep_response(session, signature, judgement.response, now)
            await settle(session, signature, judgement.verdict, now)

        return effect
