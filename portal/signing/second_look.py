"""Every accepted signature is looked at once more, with the first revocation data issued after it arrived (R-10.6).

Lists tell what was revoked until they were made: a key reported lost an hour before it was used may stand on none yet.
"""

from datetime import timedelta
from enum import StrEnum

from auth.signatures import Invalid, Valid, Verdict
from portal.observing.metrics import SECOND_LOOKS
from portal.signing.receive import Judgement, Verifier, expected_of
from portal.signing.tables import Signature

_REVOCATION = {"revocation", "issuer_revocation"}
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)


class SecondLookResult(StrEnum):
    """What the second look has shown. Metrics count these."""

    CONFIRMED = "confirmed"
    REVOKED = "revoked"
    """The signer's certificate, or an issuer's, was revoked or on hold when the signature arrived."""
    NOT_YET = "not_yet"
    """Nothing has been issued since, or nothing can be told now."""
    OTHERWISE = "otherwise"
    """Found bad for a reason that has nothing to do with later data: somebody must look at the portal itself."""


async def look_again(verifier: Verifier, signature: Signature) -> tuple[SecondLookResult, Judgement]:
    """Judge it as of its arrival, with what was issued since; outside any transaction."""
    arrived_at = signature.arrived_at
    judged = await verifier.judge_online(
        signature.cms, signature.content, expected_of(signature), arrived_at, arrived_at
    )
    finding = result_of(judged.verdict)
    SECOND_LOOKS.labels(finding.value).inc()
    return finding, judged


def result_of(verdict: Verdict) -> SecondLookResult:
    if isinstance(verdict, Valid):
        return SecondLookResult.CONFIRMED
    if not isinstance(verdict, Invalid):
        return SecondLookResult.NOT_YET
    failed = next(check.name for check in verdict.checks if check.code is verdict.code)
    return SecondLookResult.REVOKED if failed in _REVOCATION else SecondLookResult.OTHERWISE


def wait_after(attempts: int) -> timedelta:
    """Longer each time: new lists wake those that wait (`portal.outbox.wake`), so nobody needs to hurry."""
    return min(_SHORTEST * (1 << min(attempts, 10)), _LONGEST)
