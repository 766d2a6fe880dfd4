"""The verdict on a signature."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from auth.certificates.certificate_checks import certificate_checks, certificate_facts, check_identity
from auth.certificates.checks import Check, failed, until_failed
from auth.certificates.codes import Code
from auth.certificates.identity import Identity, identity_of
from auth.certificates.revocation import RevocationSource
from auth.certificates.trust import TrustStore
from auth.signatures.case import MOST_ATTACHED, SignatureCase, open_signature
from auth.signatures.expected import ExpectedSigner
from auth.signatures.signature_checks import check_key_usage, signature_checks
from auth.signatures.verdict import Invalid, Verdict, against, valid


class Attached(NamedTuple):
    """`content`: what is inside, also when the verdict is not Valid; None when nothing is."""

    verdict: Verdict
    content: bytes | None


def verify_detached(
    cms: bytes,
    content: bytes,
    expected: ExpectedSigner,
    trust: TrustStore,
    at: datetime,
    revocation: RevocationSource | None = None,
) -> Verdict:
    """Whether `cms` is the expected signer's good signature of `content` at the moment `at`.

    Raises nothing, whatever the bytes. A copy of the content inside the signature must be equal to it.
    `revocation`: the trust store's lists unless given.
    """
    case = open_signature(cms)
    if not isinstance(case, SignatureCase):
        return _refused("structure", case)
    return _judge(case, content, expected, trust, at, revocation or trust.crls)


def verify_attached(
    cms: bytes,
    expected: ExpectedSigner,
    trust: TrustStore,
    at: datetime,
    revocation: RevocationSource | None = None,
) -> Attached:
    """The same for a signature that contains its content."""
    case = open_signature(cms, most=MOST_ATTACHED)
    if not isinstance(case, SignatureCase):
        return Attached(_refused("structure", case), None)
    if case.attached is None:
        return Attached(_refused("content", Code.ATTACHED_DIFFERS), None)
    return Attached(_judge(case, case.attached, expected, trust, at, revocation or trust.crls), case.attached)


def _refused(check: str, code: Code) -> Invalid:
    return Invalid(code, {}, (failed(check, code),))


def _judge(
    case: SignatureCase,
    content: bytes,
    expected: ExpectedSigner,
    trust: TrustStore,
    at: datetime,
    revocation: RevocationSource,
) -> Verdict:
    identity = identity_of(case.certificate)
    checks = tuple(until_failed(_checks(case, identity, content, expected, trust, at, revocation)))
    return against(checks) or valid(checks, case.certificate, identity, expected.profile)


def _checks(
    case: SignatureCase,
    identity: Identity,
    content: bytes,
    expected: ExpectedSigner,
    trust: TrustStore,
    at: datetime,
    revocation: RevocationSource,
) -> Iterator[Check]:
    profile = expected.profile
    yield certificate_facts(case.certificate)
    yield from signature_checks(case, content, cades=profile.cades)
    if not profile.usages:
        yield check_key_usage(case.certificate)
    found = trust.find_path(case.certificate, case.enclosed, at)
    yield from certificate_checks(found, profile, revocation, at)
    yield check_identity(identity, profile, expected.iin, expected.bin)
