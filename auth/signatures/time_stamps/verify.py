"""Verify a token as a time-stamp of these octets (RFC 3161, 2.2 and 2.4.2; RFC 5816)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from auth.certificates.algorithms import DIGESTS
from auth.certificates.certificate import Certificate
from auth.certificates.certificate_checks import judge_certificate
from auth.certificates.checks import Check, Result, failed, judged, passed, until_failed
from auth.certificates.codes import Code
from auth.certificates.encoding.names import same_name
from auth.certificates.profiles import TIME_STAMPING_AUTHORITY
from auth.certificates.revocation import RevocationSource
from auth.certificates.trust import TrustStore
from auth.signatures.case import SignatureCase, open_signature
from auth.signatures.cms import without_armour
from auth.signatures.signature_checks import signature_checks
from auth.signatures.time_stamps.codes import TimeStampCode
from auth.signatures.time_stamps.outcome import TimeStampRefusal, VerifiedTimeStamp
from auth.signatures.time_stamps.revoked_later import RevokedLater
from auth.signatures.time_stamps.signing_certificate import check_first_version
from auth.signatures.time_stamps.token_info import TST_INFO, TokenInfo, read_token_info

_DIFFERENCE = timedelta(seconds=60)
_FAULT = "fault"


@dataclass(frozen=True, slots=True)
class ExpectedStamp:
    """What the token must state. `nonce`: None when a stored token is verified again."""

    octets: bytes
    nonce: int | None
    at: datetime


def verify_time_stamp(
    token: bytes,
    signature_octets: bytes,
    trust: TrustStore,
    at: datetime,
    nonce: int | None = None,
    revocation: RevocationSource | None = None,
) -> VerifiedTimeStamp | TimeStampRefusal:
    """Raises nothing, whatever the bytes. `at`: now. `nonce`: the one just sent; None for a stored token.

    The TSA's certificate must have been valid at genTime; it may have expired since. If it was revoked since, the token
    is good only when the reason excludes a compromised key (RFC 3161, 4, 1). With a nonce, genTime must be within a
    minute of `at`; without one, at most a minute after it. `revocation`: the trust store's lists unless given.
    """
    opened = _open(token)
    if not isinstance(opened, tuple):
        return TimeStampRefusal(opened, retry=False)
    case, info = opened
    own = until_failed(_checks(case, info, ExpectedStamp(signature_octets, nonce, at)))
    checks = tuple(until_failed(_with_authority(own, case, info, trust, RevokedLater(revocation or trust.crls, at))))
    return _refusal(checks) or VerifiedTimeStamp(
        info.gen_time, info.serial, info.policy, info.accuracy, case.certificate.der, token, checks
    )


def _open(token: bytes) -> tuple[SignatureCase, TokenInfo] | Code | TimeStampCode:
    if without_armour(token) != token:
        return Code.NOT_A_SIGNATURE
    case = open_signature(token, TST_INFO)
    if not isinstance(case, SignatureCase):
        return case
    info = read_token_info(case.attached) if case.attached is not None else None
    return TimeStampCode.NOT_A_TOKEN if info is None else (case, info)


def _checks(case: SignatureCase, info: TokenInfo, asked: ExpectedStamp) -> Iterator[Check]:
    """The token itself: its signature (RFC 5652, 5.4 and 5.6), then its statements."""
    attributes = case.signer.attributes
    if attributes is None:
        yield failed("attributes", Code.NOT_CADES)
        return
    yield from signature_checks(case, case.attached or b"", cades=False)
    if attributes.signing_certificate is None:
        yield check_first_version(case.certificate, attributes.signed)
    yield _check("imprint", _imprint_fault(info, asked.octets), algorithm=info.digest)
    yield _check("nonce", _nonce_fault(info, asked.nonce))
    yield _check("gen_time", _time_fault(info, asked), gen_time=info.gen_time.isoformat())
    yield _check("authority", _authority_fault(info, case.certificate))
    yield judged("extensions", Code.EXTENSION_UNSUPPORTED if info.critical else None)


def _with_authority(
    checks: Iterator[Check], case: SignatureCase, info: TokenInfo, trust: TrustStore, revocation: RevocationSource
) -> Iterator[Check]:
    """These checks, then those of the TSA's certificate at genTime."""
    yield from checks
    profile = TIME_STAMPING_AUTHORITY
    yield from judge_certificate(case.certificate, case.enclosed, profile, trust, revocation, info.gen_time)


def _imprint_fault(info: TokenInfo, octets: bytes) -> TimeStampCode | None:
    if info.digest not in DIGESTS or not compare_digest(info.imprint, DIGESTS[info.digest](octets)):
        return TimeStampCode.OTHER_IMPRINT
    return None


def _nonce_fault(info: TokenInfo, nonce: int | None) -> TimeStampCode | None:
    return TimeStampCode.OTHER_NONCE if nonce is not None and info.nonce != nonce else None


def _time_fault(info: TokenInfo, asked: ExpectedStamp) -> TimeStampCode | None:
    """A new token must be of this minute; a stored one must not be from the future."""
    difference = info.gen_time - asked.at
    if difference > _DIFFERENCE or (asked.nonce is not None and difference < -_DIFFERENCE):
        return TimeStampCode.CLOCK_DIFFERS
    return None


def _authority_fault(info: TokenInfo, certificate: Certificate) -> TimeStampCode | None:
    if info.authority is None or same_name(info.authority, certificate.subject):
        return None
    return TimeStampCode.OTHER_AUTHORITY


def _check(name: str, fault: TimeStampCode | None, **detail: str) -> Check:
    """A TimeStampCode is not a Code, so it stands in the detail."""
    return Check(name, Result.FAILED, None, {_FAULT: fault.value}) if fault else passed(name, **detail)


def _refusal(checks: tuple[Check, ...]) -> TimeStampRefusal | None:
    """The first failed check, else the first with an unknown result, which may pass later."""
    for result, retry in ((Result.FAILED, False), (Result.UNKNOWN, True)):
        for check in checks:
            if check.result is result:
                code = check.code or TimeStampCode(check.detail[_FAULT])
                return TimeStampRefusal(code, retry, check.detail, checks)
    return None
