"""The second look at every accepted signature, with the first revocation data issued after its arrival (R-10.6).

A list holds what was revoked before it was issued. A key reported lost an hour before it was used may be in no list
yet when the signature arrives.
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
    """What the second look found. Metrics count these."""

    CONFIRMED = "confirmed"
    REVOKED = "revoked"
    """The signer's certificate, or an issuer's, was revoked or on hold when the signature arrived."""
    NOT_YET = "not_yet"
    """No data issued after the arrival is available yet."""
    OTHERWISE = "otherwise"
    """Invalid for a reason other than revocation: a fault of the portal that somebody must investigate."""


async def look_again(verifier: Verifier, signature: Signature) -> tuple[SecondLookResult, Judgement]:
    """Judge the signature as of its arrival, with data issued since. Must run outside any transaction."""
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
    """Return a wait that doubles with every attempt. New lists wake the task early (`portal.outbox.wake`)."""
    return min(_SHORTEST * (1 << min(attempts, 10)), _LONGEST)
