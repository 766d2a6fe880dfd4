"""The holder of an IIN takes over an account that somebody else may have opened: its drafts are discarded."""

from sqlalchemy.ext.asyncio import AsyncSession

from auth.accounts.tables import Account
from auth.federation.admit import Admitted, admit_holder
from portal.applications.discard import discard, discard_drafts, lock_drafts
from portal.applications.find import lock_application
from portal.journal.write import write_entry
from portal.kernel.clock import Clock
from portal.kernel.iin import Iin
from portal.regulation.actors import Actor
from portal.signing.tables import Signature

TAKEN_OVER = "taken_over"


async def admit_and_discard_drafts(session: AsyncSession, iin: Iin, clock: Clock) -> Admitted:
    """Admit the holder. Drafts of an unproven account are discarded; requests signed for the IIN stay."""
    await lock_drafts(session, iin)
    # Read under the lock: a request that somebody signed before it arrived before this proof (`discard_if_taken_over`).
    now = clock.now()
    admitted = await admit_holder(session, iin, now)
    if admitted.taken_over:
        count = await discard_drafts(session, admitted.account_id)
        write_entry(
            session,
            admitted.account_id,
            TAKEN_OVER,
            Actor.RECIPIENT,
            admitted.account_id,
            now,
            {"drafts": count},
        )
    return admitted


async def discard_if_taken_over(session: AsyncSession, signature: Signature) -> None:
    """Discard a request whose signature is not confirmed, if it arrived before the holder proved the account."""
    account = await session.get_one(Account, signature.account_id)
    if account.proven_at is not None and account.proven_at > signature.arrived_at:
        await discard(session, await lock_application(session, signature.subject_id))
