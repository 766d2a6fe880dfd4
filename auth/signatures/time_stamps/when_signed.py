"""Whether a signature was valid when it was made: validation with a time-stamp (ETSI EN 319 102-1, 5.5)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from auth.certificates.checks import Check, Result, passed
from auth.certificates.codes import Code
from auth.certificates.revocation import RevocationSource
from auth.certificates.trust import TrustStore
from auth.signatures.expected import ExpectedSigner
from auth.signatures.time_stamps.embed import signature_octets
from auth.signatures.time_stamps.outcome import TimeStampRefusal, VerifiedTimeStamp
from auth.signatures.time_stamps.recorded import SinceExpired, recorded_by
from auth.signatures.time_stamps.verify import verify_time_stamp
from auth.signatures.verdict import Indeterminate, Invalid, Verdict
from auth.signatures.verify import verify_detached

_OF_ITS_TIME = {Code.EXPIRED, Code.REVOKED, Code.ON_HOLD, Code.ISSUER_INVALID}


def valid_when_signed(
    cms: bytes,
    content: bytes,
    expected: ExpectedSigner,
    trust: TrustStore,
    token: bytes,
    now: datetime,
    revocation: RevocationSource | None = None,
    recorded: Iterable[Check] = (),
) -> Verdict:
    """The verdict at the token's genTime (best-signature-time of EN 319 102-1), given what is known at `now`.

    A certificate that has expired since genTime is no fault, nor is one revoked after it, whatever the reason: the
    standard compares only the two times (5.5.4). A token that is not good is ignored, and the verdict is that of
    `now`; a certificate that is expired or revoked then makes it Indeterminate, as the signature may have been made
    before (OUT_OF_BOUNDS_NO_POE, REVOKED_NO_POE).

    Lists may drop a certificate after its notAfter. From then on the status is that of `recorded`, the checks stored
    with the signature and with its time-stamp; without them the verdict is Indeterminate. To accept only revocation
    data issued after the signature, wrap `revocation` in IssuedAfter.
    """
    source = SinceExpired(revocation or trust.crls, now, recorded_by(recorded))
    stamp = _stamp(cms, token, trust, now, source)
    at = stamp.gen_time if isinstance(stamp, VerifiedTimeStamp) else now
    verdict = verify_detached(cms, content, expected, trust, at, source)
    verdict = replace(verdict, checks=(_told(stamp), *verdict.checks))
    if isinstance(verdict, Invalid) and not isinstance(stamp, VerifiedTimeStamp) and verdict.code in _OF_ITS_TIME:
        return Indeterminate(verdict.code, verdict.detail, verdict.checks)
    return verdict


def _stamp(
    cms: bytes, token: bytes, trust: TrustStore, now: datetime, source: RevocationSource
) -> VerifiedTimeStamp | TimeStampRefusal:
    try:
        octets = signature_octets(cms)
    except ValueError:
        return TimeStampRefusal(Code.NOT_A_SIGNATURE, retry=False)
    return verify_time_stamp(token, octets, trust, now, None, source)


def _told(stamp: VerifiedTimeStamp | TimeStampRefusal) -> Check:
    """Without a code: a token that is ignored decides nothing."""
    if isinstance(stamp, VerifiedTimeStamp):
        return passed("time_stamp", gen_time=stamp.gen_time.isoformat(), serial=f"{stamp.serial:x}")
    return Check("time_stamp", Result.UNKNOWN, None, {"fault": stamp.code.value})
